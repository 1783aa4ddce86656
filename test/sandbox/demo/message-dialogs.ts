import { randomUUID } from 'node:crypto';
import type { Delivery, Persona, Post, Tenant } from '../tenant-types.ts';

export interface MessageDialogs {
  /** Mail that no alert told of, and a colleague who writes about it in the channel. */
  askForHelp(): Post;
  open(as: Persona['key'], postId: string): Promise<Delivery>;
  /** What was filled in, for the dialog that this person opened last on this message. */
  submit(as: Persona['key'], postId: string, inputs: Readonly<Record<string, string>>): Promise<Delivery>;
}

/** "More actions → Ask for a removal", as Teams offers it on each message. */
export function createMessageDialogs({ teams, graph }: Pick<Tenant, 'teams' | 'graph'>): MessageDialogs {
  const opened = new Map<string, Delivery>();

  async function remember(key: string, delivery: Promise<Delivery>): Promise<Delivery> {
    opened.set(key, await delivery);
    return delivery;
  }

  return {
    askForHelp() {
      const networkMessageId = randomUUID();
      const recipients = ['maria.lopez@contoso.com', 'reception@contoso.com'];
      const subject = 'Your parcel is waiting: confirm the address';
      const sender = 'delivery@parcel-notice.example';
      for (const recipientEmailAddress of recipients) {
        graph.addMail({ networkMessageId, recipientEmailAddress, subject, sender });
      }
      const lines = [
        'This one got past the filter. Can somebody have it removed?',
        `Subject: ${subject}`,
        `From: ${sender}`,
        `Recipients: ${recipients.join(', ')}`,
        `Network message ID: ${networkMessageId}`,
      ];
      return teams.post({ text: lines.join('\n') }, { as: 'eve' });
    },
    open: (as, postId) => remember(`${as}|${postId}`, teams.openDialog({ as, postId })),
    submit(as, postId, inputs) {
      const dialog = opened.get(`${as}|${postId}`);
      if (dialog === undefined) throw new Error('Open the dialog first.');
      return remember(`${as}|${postId}`, teams.submitDialog({ as, postId, dialog, inputs }));
    },
  };
}
