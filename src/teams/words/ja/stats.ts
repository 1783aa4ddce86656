import type { englishStats } from '../en/stats.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What `stats` tells. Days are a number of days up to now; durations arrive in words. */
export function japaneseStats({ number }: Formats): Worded<ReturnType<typeof englishStats>> {
  return {
    statsTitle: '申請の統計',
    statsPeriod: ({ days, opened, ended }) =>
      `過去 ${number(days)} 日間: 申請 ${number(opened)} 件、終了 ${number(ended)} 件。`,
    statsNothingEnded: ({ days }) => `過去 ${number(days)} 日間に終了した申請はありません。`,
    statsCountedSince: ({ day }) => `${day}以降の集計です。それより前は含まれていません。`,
    statsDryRuns: ({ weekDays, week, monthDays, month }) =>
      `ドライランはこれらの数に含まれていません。終了したドライランは、過去 ${number(weekDays)} 日間に ${number(week)} 件、過去 ${number(monthDays)} 日間に ${number(month)} 件です。`,
    statsNotes: {
      times: '半数は中央値以内、10 件中 9 件は 90 パーセンタイル以内に収まっています。',
      precision: '時間は最大 1 割の誤差で丸めています。日は UTC の暦日で、当日も含みます。',
    },
    statsDays: ({ days }) => `過去 ${number(days)} 日間`,
    statsColumn: ({ days }) => `${number(days)} 日間`,
    statsNone: '–',

    statsOutcomes: '申請の結果',
    statsOutcomeColumn: '結果',
    statsOutcome: {
      verified: '確認済み',
      partlyVerified: '一部のみ確認済み',
      unverified: '確認できず',
      failed: '失敗',
      rejected: '却下',
      expired: '期限切れ',
      withdrawn: '取り下げ',
    },
    statsBar: ({ name, value }) => `${name}: ${value}`,

    statsTimes: '所要時間',
    statsTimeColumn: '時間',
    statsTime: {
      timeToDecide: { median: '判断まで: 中央値', p90: '判断まで: 90 パーセンタイル' },
      timeToProof: { median: '確認まで: 中央値', p90: '確認まで: 90 パーセンタイル' },
    },
    statsTimeChart: {
      timeToDecide: {
        second: '判断までの時間 (秒)',
        minute: '判断までの時間 (分)',
        hour: '判断までの時間 (時間)',
        day: '判断までの時間 (日)',
      },
      timeToProof: {
        second: '確認までの時間 (秒)',
        minute: '確認までの時間 (分)',
        hour: '確認までの時間 (時間)',
        day: '確認までの時間 (日)',
      },
    },
    statsMedianBar: ({ days, time }) => `中央値、過去 ${number(days)} 日間: ${time}`,
    statsP90Bar: ({ days, time }) => `90 パーセンタイル、過去 ${number(days)} 日間: ${time}`,
    statsTimesSpoken: {
      timeToDecide: ({ days, median, p90 }) =>
        `過去 ${number(days)} 日間の判断までの時間は、中央値 ${median}、90 パーセンタイル ${p90}です。`,
      timeToProof: ({ days, median, p90 }) =>
        `過去 ${number(days)} 日間の確認までの時間は、中央値 ${median}、90 パーセンタイル ${p90}です。`,
    },

    statsEmails: 'メールボックスでの確認結果',
    statsEmailColumn: 'メール',
    statsTold: 'Microsoft Defender に送信',
    statsProven: '確認済み',
    statsShare: '確認済みの割合',
    statsProvenPart: ({ emails }) => `確認済み: ${number(emails)}`,
    statsUnprovenPart: ({ emails }) => `確認できず: ${number(emails)}`,
    statsShareBar: ({ days, share }) => `過去 ${number(days)} 日間: ${share} を確認`,
    statsShareSpoken: ({ days, share, proven, told }) =>
      `過去 ${number(days)} 日間の確認済みの割合は ${share}、メール ${number(told)} 通中 ${number(proven)} 通です。`,
  };
}
