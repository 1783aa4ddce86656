export interface HtmlTag {
  /** In lower case. */
  readonly name: string;
  readonly ends: boolean;
  /** Between the pointed brackets. */
  readonly text: string;
}

/** Text and tags in their order, entities as they are. One pass: each character is looked at a bounded number of times. */
export function* htmlParts(html: string): Generator<string | HtmlTag> {
  let close = -1;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      yield html.slice(at);
      return;
    }
    yield html.slice(at, open);
    // The next `>` is looked for once, however many `<` stand before it.
    if (close < open) close = endOf(html.indexOf('>', open), html);
    const tag = close < html.length ? readTag(html.slice(open + 1, close)) : undefined;
    yield tag ?? '<';
    at = tag === undefined ? open + 1 : close + 1;
  }
}

function endOf(found: number, html: string): number {
  return found < 0 ? html.length : found;
}

/** `<ana@contoso.com>` and `a < b` are no tags. */
function readTag(text: string): HtmlTag | undefined {
  const found = /^(\/?)([a-z][a-z0-9]{0,15})(?=[\s/]|$)/i.exec(text);
  const name = found?.[2];
  return name === undefined ? undefined : { name: name.toLowerCase(), ends: found?.[1] === '/', text };
}
