import { isRecord, record } from '../door/activity-shape.ts';
import { createPostPage, type PostPage, type PostText } from './post-page.ts';
import { readCard } from './read-card.ts';
import { readHtml } from './read-html.ts';

const mostAttachments = 20;

/**
 * The post that somebody chose, as Teams hands it over (`messagePayload` of an action command): its title, its text and
 * the texts of its cards. Anybody may have written any of it. Never throws.
 */
export function readPost(payload: unknown): PostText {
  const fields = record(payload);
  const page = createPostPage();
  if (typeof fields['subject'] === 'string') page.write(fields['subject']);
  readBody(record(fields['body']), page);
  const attachments = Array.isArray(fields['attachments']) ? fields['attachments'] : [];
  for (const attachment of attachments.slice(0, mostAttachments)) {
    if (isRecord(attachment)) readAttachment(attachment, page);
  }
  return page;
}

function readBody(body: Readonly<Record<string, unknown>>, page: PostPage): void {
  const { content, contentType } = body;
  if (typeof content !== 'string') return;
  if (contentType === 'text') page.write(content);
  else readHtml(content, page);
}

/** Cards come as JSON in a string, each kind with fields of its own; files and quoted messages have no card to read. */
function readAttachment(attachment: Readonly<Record<string, unknown>>, page: PostPage): void {
  const { contentType, content } = attachment;
  if (typeof contentType !== 'string' || !contentType.includes('card')) return;
  readCard(typeof content === 'string' ? parsed(content) : content, page);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
