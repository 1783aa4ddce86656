import { foldCase } from '../../approval/request.ts';
import type { DraftMessage } from '../draft.ts';
import { type Fields, fieldIn, fieldsOf, listIn, textIn, within } from '../fields.ts';
import { guidIn, senderOf } from '../mail-text.ts';

/** What Sublime's message data model, or the few facts in its events, tell of the message. */
export function readModel(model: Fields, event: Fields): Omit<DraftMessage, 'recipients'> {
  const networkMessageId = guidIn(fieldIn(event, 'networkmessageid')) ?? messageIdIn(model);
  const subject = textIn(model, 'subject') ?? textIn(within(model, 'subject'), 'subject') ?? textIn(event, 'subject');
  const sender = modelSender(within(model, 'sender')) ?? modelSender(within(event, 'sender'));
  const receivedAt = textIn(within(model, 'external'), 'createdat') ?? textIn(within(model, 'headers'), 'date');
  const internetMessageId = textIn(within(model, 'headers'), 'messageid');
  return {
    ...(networkMessageId === undefined ? {} : { networkMessageId }),
    facts: {
      ...(subject === undefined ? {} : { subject }),
      ...(sender === undefined ? {} : { sender }),
      ...(receivedAt === undefined ? {} : { receivedAt }),
      ...(internetMessageId === undefined ? {} : { internetMessageId }),
      urls: listIn(within(model, 'body'), 'links').flatMap((link) => linkUrl(fieldsOf(link))),
      attachments: listIn(model, 'attachments').map((file) => readAttachment(fieldsOf(file))),
    },
  };
}

function modelSender(sender: Fields) {
  const address = textIn(sender, 'email') ?? textIn(within(sender, 'email'), 'email');
  return senderOf(address, textIn(sender, 'displayname'));
}

function linkUrl(link: Fields): string[] {
  const url = textIn(within(link, 'hrefurl'), 'url') ?? textIn(within(link, 'displayurl'), 'url');
  return url === undefined ? [] : [url];
}

function readAttachment(file: Fields) {
  const [fileName, sha256] = [textIn(file, 'filename'), textIn(file, 'sha256')];
  return { ...(fileName === undefined ? {} : { fileName }), ...(sha256 === undefined ? {} : { sha256 }) };
}

/** Exchange Online writes it, and takes away what mail from outside brings under this name. */
const headerName = 'x-ms-exchange-organization-network-message-id';

/** Undefined also where the headers name several: one of them is not ours. */
function messageIdIn(model: Fields): string | undefined {
  const ids = new Map<string, string>();
  for (const hop of listIn(within(model, 'headers'), 'hops')) {
    for (const item of listIn(fieldsOf(hop), 'fields')) {
      const field = fieldsOf(item);
      const id = textIn(field, 'name')?.toLowerCase() === headerName ? guidIn(fieldIn(field, 'value')) : undefined;
      if (id !== undefined) ids.set(foldCase(id), id);
    }
  }
  const direct = guidIn(fieldIn(model, 'networkmessageid'));
  if (direct !== undefined) return direct;
  return ids.size === 1 ? [...ids.values()][0] : undefined;
}
