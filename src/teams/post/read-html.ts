import { decodeEntities } from '../typed/typed-text.ts';
import { type HtmlTag, htmlParts } from './html-parts.ts';
import type { PostPage } from './post-page.ts';

const breaks =
  'address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody thead ul'.split(
    ' ',
  );
const unread = new Set(['script', 'style', 'head', 'template']);

/**
 * The text of HTML, line by line: blocks begin lines, cells of a table's row stand between tabs, tags are gone. It makes
 * text, not safe HTML: nothing of it is ever drawn as HTML.
 */
export function readHtml(html: string, page: PostPage): void {
  let line = '';
  let inRow = false;
  let hidden: string | undefined;
  let mailbox = '';
  /** Of the link to that mailbox. */
  let words = '';

  function flush(): void {
    page.write(line);
    line = '';
  }

  function say(text: string): void {
    if (hidden !== undefined) return;
    line += inRow ? text.replace(/\s+/g, ' ') : text;
    if (mailbox !== '') words += text;
  }

  const handlers = new Map<string, (tag: HtmlTag) => void>([
    ['a', takeAnchor],
    ['tr', takeRow],
    ['td', takeCell],
    ['th', takeCell],
    ...breaks.map((name): [string, (tag: HtmlTag) => void] => [name, takeBreak]),
  ]);

  function takeTag(tag: HtmlTag): void {
    if (unread.has(tag.name)) hidden = tag.ends ? undefined : tag.name;
    else if (hidden === undefined) handlers.get(tag.name)?.(tag);
  }

  function takeCell(tag: HtmlTag): void {
    if (inRow && !tag.ends) line += '\t';
  }

  function takeRow(tag: HtmlTag): void {
    flush();
    inRow = !tag.ends;
  }

  function takeBreak(tag: HtmlTag): void {
    if (tag.name === 'table') inRow = false;
    if (inRow) line += ' ';
    else flush();
  }

  /** A name that leads to a mailbox stands for its address. */
  function takeAnchor(tag: HtmlTag): void {
    if (tag.ends) {
      if (!words.includes(mailbox)) line += ` ${mailbox} `;
      mailbox = '';
      return;
    }
    const url = hrefOf(tag.text);
    if (/^https?:/i.test(url)) page.link(url);
    mailbox = /^mailto:([^?]{1,320})/i.exec(url)?.[1] ?? '';
    words = '';
  }

  for (const part of htmlParts(html)) {
    if (typeof part === 'string') say(part);
    else takeTag(part);
  }
  flush();
}

function hrefOf(tag: string): string {
  const found = /\shref\s{0,3}=\s{0,3}(?:"([^"]{0,4096})"|'([^']{0,4096})'|([^\s"'>]{1,4096}))/i.exec(
    tag.slice(0, 8_192),
  );
  return decodeEntities((found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim());
}
