import type { RevisionCause } from '../../../approval/request.ts';
import type { Approvals, Missing, Names, Seats } from '../arguments.ts';
import type { englishQuorum } from '../en/quorum.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed, listedPeople } from './lists.ts';

/** Who approved, who still has to, who may, and which approvals do not count any more. */
export function japaneseQuorum(formats: Formats): Worded<ReturnType<typeof englishQuorum>> {
  const { number, and } = formats;
  const people = ({ by, more }: Approvals) => and([...by, ...(more > 0 ? [`以前の ${number(more)} 件`] : [])]);
  return {
    approvalNeeded: '1 件の承認が必要です。',
    approvalsNeeded: ({ needed, missing }) => {
      const seats = seatList(missing);
      if (missing.overlaps) return `少なくとも ${number(needed)} 件の承認が必要です: ${seats}。${countsForEach}`;
      return needed === 1
        ? `${number(needed)} 件の承認が必要です: ${seats}。`
        : `${number(needed)} 件の承認が必要です: ${seats}。同じ人を重複して数えることはありません。`;
    },
    approvalsGiven: (args) => {
      const { given, needed, missing } = args;
      const by = people(args);
      const so = missing.overlaps
        ? `これまでの承認 ${number(given)} 件: ${by}。`
        : `必要な ${number(needed)} 件のうち ${number(given)} 件が承認済み: ${by}。`;
      if (missing.seats.length === 0) {
        return `${so}その後、承認ポリシーが変更され、ほかの人の承認は不要になりました。次の承認で実行されます。`;
      }
      const seats = seatList(missing);
      return missing.overlaps
        ? `${so}残りの必要な承認: ${seats}。${countsForEach}`
        : `${so}残りの必要な承認: ${seats}。`;
    },
    approvedInVain: (args) =>
      args.isAlso
        ? `ほかに承認した人: ${people(args)}。別の人の承認が必要です。`
        : `承認した人: ${people(args)}。別の人の承認が必要です。`,
    approvedWithoutReason: (args) =>
      `現在は必須の理由がない承認: ${people(args)}。有効にするには、承認を取り消してから、理由を付けて承認し直す必要があります。`,
    recipientsUnknown: '一部の受信者を検索できなかったため、より厳しいルールを適用しています。',
    /** In brackets, as these stand in lists, which have commas between them. */
    approvalBy: ({ name, upn, time }) =>
      name === '' || name === upn ? `${upn} (${time})` : `${name} (${upn}、${time})`,
    reasonOf: ({ upn, reason }) => `${upn} の理由: ${reason}`,
    anyoneIn: ({ group }) => `グループ「${group}」`,
    whoMayApprove: (names) => `承認できる人: ${listed(names, formats)}`,
    whoMayApproveNow: (names) => `現在承認できる人: ${listed(names, formats)}`,
    whoCanApproveTitle: ({ requestId }) => `${requestId} を承認できる人`,
    nobodyHasTo: ({ state }) => `もう承認を待っていません: ${state}。`,
    voided: ({ cause, by, time, approvers, dryRun }) => {
      const change = changes[cause]({ by, dryRun });
      return `${change} (${time})。以前の承認は無効になりました: ${listedPeople(approvers, formats)}。`;
    },
  };

  function seatList({ seats, more }: Missing): string {
    return and([...seats.map(seatsOf), ...(more > 0 ? [`ほか ${number(more)} 件`] : [])]);
  }

  function seatsOf({ count: value, from }: Seats): string {
    const many = number(value);
    if (from === 'approvers') return `承認者から ${many} 名`;
    if (from === 'nobody') return `申請者以外から ${many} 名 (承認ポリシーにほかの指定がありません)`;
    return 'person' in from ? from.person : seatsAmong(many, from);
  }

  function seatsAmong(many: string, names: Names): string {
    const from = listed(names, formats);
    return names.shown.length + names.more === 1 ? `${from} から ${many} 名` : `次のうち ${many} 名 (${from})`;
  }
}

const countsForEach = '複数に該当する人の承認は、それぞれに数えます。';

/** Each a sentence that could stand alone. */
const changes: Record<RevisionCause, (args: { by: string | undefined; dryRun: boolean }) => string> = {
  joined: () => 'メールが追加されたため変更されました',
  changedOnCard: ({ by }) => (by === undefined ? 'カードで変更されました' : `${by} が変更しました`),
  resolved: () => '一部のメールのメールボックスが判明したため変更されました',
  modeChanged: ({ dryRun }) =>
    dryRun
      ? 'このアプリがドライランに切り替えられたため変更されました'
      : 'このアプリのドライランが解除されたため変更されました',
};
