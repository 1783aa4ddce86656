import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import type { englishProof } from '../en/proof.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. */
export function japaneseProof(formats: Formats): Worded<ReturnType<typeof englishProof>> {
  const { number } = formats;
  const removed = ({ proven, expected }: Proven) =>
    `メール ${number(expected)} 通中 ${number(proven)} 通が受信トレイからなくなりました。`;
  const proven: Record<RemediationAction, (args: Proven) => string> = {
    softDelete: removed,
    hardDelete: removed,
    moveToJunk: ({ proven, expected }) =>
      `メール ${number(expected)} 通中 ${number(proven)} 通が迷惑メールにあります。`,
    moveToDeletedItems: ({ proven, expected }) =>
      `メール ${number(expected)} 通中 ${number(proven)} 通が削除済みアイテムにあります。`,
    moveToInbox: ({ proven, expected }) =>
      `メール ${number(expected)} 通中 ${number(proven)} 通が受信トレイに戻りました。`,
  };
  return {
    proven: ({ action, ...counts }) => proven[action](counts),
    notProven: ({ reason, count, names }) =>
      names.shown.length > 0
        ? `確認できないメール ${number(count)} 通 (${why[reason]}): ${listed(names, formats)}`
        : `確認できないメール ${number(count)} 通 (${why[reason]})`,
  };
}

interface Proven {
  readonly proven: number;
  readonly expected: number;
}

/** Remarks that stand on their own, in brackets. */
const why: Record<NotProvenReason, string> = {
  stillThere: '元の場所に残っている',
  onPremises: 'オンプレミスまたは外部のメールボックス',
  quarantine: '検疫中',
  neverDelivered: '未配信',
  unclear: '判定できない場所にある',
  notFound: '見つからない',
};
