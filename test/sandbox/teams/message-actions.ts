import { randomUUID } from 'node:crypto';
import type { Delivery, Persona, TeamsSide } from '../tenant-types.ts';
import { findAction } from './card-actions.ts';
import { extensionInvoke, type Place, type Scene } from './inbound.ts';
import type { LivePost, MessageBoard } from './message-board.ts';
import { people } from './people.ts';

export interface MessageActionOptions {
  readonly scene: Scene;
  readonly board: MessageBoard;
  placeOf(postId: string, as: Persona['key']): Place;
  deliver(activity: Record<string, unknown>): Promise<Delivery>;
}

/** The app's command among the actions of a message, and the dialog that it opens. */
export function createMessageActions(
  options: MessageActionOptions,
): Pick<TeamsSide, 'post' | 'openDialog' | 'submitDialog'> {
  const { scene, board, placeOf, deliver } = options;
  const written = new Map<string, string>();

  function invoke(as: Persona['key'], postId: string, name: string, more: object): Promise<Delivery> {
    const post = board.find(postId);
    if (post === undefined) throw new Error(`There is no post ${postId}.`);
    const messagePayload = payloadOf(scene, post, written.get(postId) ?? htmlOf(post.text ?? ''));
    const value = { commandId: 'requestRemoval', messagePayload, ...more };
    return deliver(extensionInvoke(scene, people[as], placeOf(postId, as), name, value));
  }

  return {
    post({ text, html, card }, { as, inChannel = scene.channelId }) {
      const said = text ?? html;
      const content = { aside: true, ...(said !== undefined && { text: said }), ...(card !== undefined && { card }) };
      const post = board.addRoot(as, content, inChannel);
      if (html !== undefined) written.set(post.id, html);
      return post;
    },
    openDialog: ({ as, postId }) => invoke(as, postId, 'composeExtension/fetchTask', {}),
    submitDialog({ as, postId, dialog, inputs = {} }) {
      const data = findAction(cardOf(dialog), 'requestRemoval', 'submit', inputs)?.data;
      if (data === undefined) throw new Error('The dialog has nothing to submit.');
      return invoke(as, postId, 'composeExtension/submitAction', { data });
    },
  };
}

/** The card in a dialog; it has to be one that goes on (`continue`). */
export function cardOf({ body }: Delivery): Record<string, unknown> {
  const { task } = body as { task?: { type?: string; value?: { card?: { content?: Record<string, unknown> } } } };
  const content = task?.type === 'continue' ? task.value?.card?.content : undefined;
  if (content === undefined) throw new Error(`This is no dialog: ${JSON.stringify(body)}`);
  return content;
}

function payloadOf(scene: Scene, post: LivePost, html: string): object {
  const attachmentId = randomUUID();
  const mark = post.card === undefined ? '' : `<attachment id="${attachmentId}"></attachment>`;
  const person = post.from === 'bot' ? undefined : people[post.from];
  return {
    linkToMessage: `https://teams.microsoft.com/l/message/${scene.channelId}/${post.id}`,
    id: post.id,
    replyToId: null,
    createdDateTime: new Date(post.at).toISOString(),
    lastModifiedDateTime: null,
    deleted: false,
    subject: null,
    summary: null,
    importance: 'normal',
    locale: 'en-us',
    body: { contentType: 'html', content: `${html}${mark}` },
    from: {
      device: null,
      conversation: null,
      user: person && { userIdentityType: 'aadUser', id: person.objectId, displayName: person.name },
      application: person ? null : { applicationIdentityType: 'bot', id: scene.botId, displayName: 'Countersign' },
    },
    reactions: [],
    mentions: [],
    attachments: post.card && [
      {
        id: attachmentId,
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: JSON.stringify(post.card),
        name: null,
        thumbnailUrl: null,
      },
    ],
  };
}

function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div>${escaped.split('\n').join('<br>')}</div>`;
}
