import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import { isPlaceKnown, type NotProven } from '../arguments.ts';
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
    notProven: (args) => {
      const { reason, count, names } = args;
      return names.shown.length > 0
        ? `${labelOf(args)} ${number(count)} 通 (${why[reason]}): ${listed(names, formats)}`
        : `${labelOf(args)} ${number(count)} 通 (${why[reason]})`;
    },
    emailsAt: ({ address, emailCount }) => `${address} (${number(emailCount)} 通)`,
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
  notFound: 'Microsoft Defender で該当するメールが見つからない',
  unread: 'メールボックスを読み取れなかった',
  overtaken: '別の申請で移動された',
};

/** What is known of them. */
function labelOf({ action, reason, mayChange }: NotProven): string {
  if (mayChange) return 'まだ確認できていないメール';
  return isPlaceKnown(reason) ? notDone[action] : '結果が不明なメール';
}

const notDone: Record<RemediationAction, string> = {
  softDelete: '削除されていないメール',
  hardDelete: '削除されていないメール',
  moveToJunk: '移動されていないメール',
  moveToDeletedItems: '移動されていないメール',
  moveToInbox: '受信トレイに戻っていないメール',
};
