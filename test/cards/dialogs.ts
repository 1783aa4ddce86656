import type { DialogNotice } from '../../src/teams/cards/dialog-notice.ts';
import type { RemovalDialog } from '../../src/teams/cards/removal-dialog.ts';
import type { Words } from '../../src/teams/words.ts';

const empty = { messageIds: '', recipients: '', action: 'softDelete', severity: 'medium', reason: '' } as const;

/** The dialog in which a request is made of a message. */
export const dialogs = {
  found: {
    form: empty,
    found: {
      messageIds: ['6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f'],
      recipients: ['mia@contoso.com', 'noa@contoso.com'],
      messageIdsAreNamed: true,
      recipientsAreNamed: true,
      severity: 'high',
      subject: 'Your mailbox at https://evil.example is full',
    },
  },
  toCheck: {
    form: empty,
    found: {
      messageIds: ['6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f', '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d'],
      recipients: Array.from({ length: 400 }, (_none, at) => `person.${at}@contoso.com`),
      messageIdsAreNamed: false,
      recipientsAreNamed: false,
    },
  },
  nothingFound: {
    form: empty,
    found: { messageIds: [], recipients: [], messageIdsAreNamed: false, recipientsAreNamed: false },
  },
  flawed: {
    form: {
      messageIds: '6f1c2d3e-4b5a-4c6d-8e7f',
      recipients: 'mia@contoso.com\nnoa',
      action: 'hardDelete',
      severity: 'low',
      reason: 'Reported by Eve.',
    },
    problem: { kind: 'unreadMessageId', unread: '6f1c2d3e-4b5a-4c6d-8e7f' },
  },
} as const satisfies Record<string, RemovalDialog>;

export function noticesIn({ dialog, answer }: Words) {
  const news = { asked: 1, named: 1, openElsewhere: undefined, remediated: undefined };
  return {
    asked: {
      title: dialog.askedTitle,
      text: answer.requested({ requestId: 'CS-7F3K2Q', channelBound: true, ...news }),
    },
    install: { title: dialog.installTitle, text: dialog.install, offersInstall: true },
  } as const satisfies Record<string, DialogNotice>;
}
