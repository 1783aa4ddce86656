import { decodeEntities } from '../typed/typed-text.ts';

/** What a post says: its lines in reading order (cells of one row stand between tabs), and where its links lead. */
export interface PostText {
  readonly lines: readonly string[];
  readonly links: readonly string[];
}

/** Collects a post within bounds: it is written by strangers. */
export interface PostPage extends PostText {
  /** One or several lines of plain text or Markdown. */
  write(text: string): void;
  link(url: string): void;
}

/** Teams takes 28 KB from a person, and from an app 100 KB of UTF-16 with everything around the words. */
const mostCharacters = 60_000;
const longestLine = 8_000;
const mostLinks = 200;
const longestLink = 4_096;

export function createPostPage(): PostPage {
  const lines: string[] = [];
  const links = new Set<string>();
  let room = mostCharacters;

  function link(url: string): void {
    if (links.size < mostLinks && url.length <= longestLink) links.add(url.replace(/^hxxp/i, 'http'));
  }

  function writeLine(text: string): void {
    const line = plainLine(text.slice(0, Math.min(longestLine, room)), link);
    room -= text.length;
    if (line !== '') lines.push(line);
  }

  return {
    lines,
    get links() {
      return [...links];
    },
    link,
    write(text) {
      for (const line of text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)) if (line !== '' && room > 0) writeLine(line);
    },
  };
}

/** Links are taken out: ids and addresses inside of them are read by what the link is, never as the post's own words. */
function plainLine(text: string, link: (url: string) => void): string {
  const takeOut = (url: string): string => {
    link(url.replace(/(?<![.,;!?])[.,;!?]+$/, ''));
    return ' ';
  };
  return (
    decodeEntities(text)
      .toWellFormed()
      .replace(/\p{Cf}/gu, '')
      .replace(/h(?:tt|xx)ps?\[?:\]?\/\/[^\s<>"'()]{1,4096}/gi, (url) =>
        takeOut(url.replaceAll('[.]', '.').replace('[:]', ':')),
      )
      .replace(/[*`]{1,3}|__/g, '')
      .replace(/ ?[[({] ?(?:at|@) ?[\])}] ?/gi, '@')
      .replace(/ ?[[({] ?(?:dot|punkt|\.) ?[\])}] ?/gi, '.')
      .replace(/ ?\| ?/g, '\t')
      .replace(/[^\S\t]+/g, ' ')
      // A row begins with a tab; an empty first cell keeps its own.
      .replace(/^ *\t?[ •·▪‣-]*/, '')
      .trimEnd()
  );
}
