import type { englishTerms } from '../en/terms.ts';
import type { Worded } from '../worded.ts';

/** Single words and names, as Microsoft 365 says them in Japanese. */
export const japaneseTerms: Worded<typeof englishTerms> = {
  severity: {
    low: '重大度: 低',
    medium: '重大度: 中',
    high: '重大度: 高',
  },
  severityChoice: { low: '低', medium: '中', high: '高' },
  action: {
    softDelete: '論理的な削除',
    hardDelete: '物理的な削除',
    moveToJunk: '迷惑メールに移動',
    moveToDeletedItems: '削除済みアイテムに移動',
    moveToInbox: '受信トレイに戻す',
  },
  actionChoice: {
    softDelete: '論理的な削除 (復元できます)',
    hardDelete: '物理的な削除 (元に戻せません)',
    moveToJunk: '迷惑メールに移動 (ユーザーには引き続き表示されます)',
    moveToDeletedItems: '削除済みアイテムに移動 (ユーザーには引き続き表示されます)',
    moveToInbox: '受信トレイに戻す (ユーザーに再び表示されます)',
  },
  state: {
    pending: '判断待ち',
    partiallyApproved: '追加の承認待ち',
    approved: '承認済み',
    submitting: '送信中',
    submitted: 'Microsoft Defender に送信済み',
    verifying: 'Microsoft Defender に送信済み、結果を確認中',
    verified: '確認済み',
    partlyVerified: '一部のみ確認済み',
    unverified: '確認できず',
    failed: '失敗',
    rejected: '却下',
    expired: '期限切れ',
    withdrawn: '取り下げ済み',
  },
  problem: {
    permission:
      'アプリにアクセス許可 SecurityAnalyzedMessage.ReadWrite.All がないため、Microsoft Graph に呼び出しを拒否されました。管理者がアクセス許可を付与し、管理者の同意を与える必要があります。その後、「再試行」を選択してください。',
    licence:
      'テナントに Microsoft Defender for Office 365 プラン 2 のライセンスがないため、Microsoft Graph に呼び出しを拒否されました。ライセンスを割り当ててから、「再試行」を選択してください。',
    credential:
      'アプリが Microsoft Graph にサインインできませんでした。証明書、シークレット、またはマネージド ID がないか、正しくないか、有効期限が切れています。更新してから、「再試行」を選択してください。',
    unresolvedEmail:
      'ID しかわからないメールがあり、Microsoft Graph では見つかりませんでした。Microsoft Defender で手動で除去するか、後で「再試行」を選択してください。',
    badRequest:
      '送信した要求は Microsoft Graph に受け付けられませんでした。「再試行」を一度選択してください。再び失敗する場合は、Microsoft Defender でメールを除去し、このアプリの管理者に問題を報告してください。',
    overtaken: '元に戻す申請の後、これらのメールはすべて別の申請で移動されました。元に戻されたメールはありません。',
    other:
      'Microsoft Graph に呼び出しを拒否されました。「再試行」を選択してください。再び失敗する場合は、Microsoft Defender でメールを除去し、このアプリの管理者に問題を報告してください。',
  },
};
