/** The people that Teams would call, as the card names them to Teams. */
export interface Mention {
  readonly type: string;
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export function mentionsOn(card: Readonly<Record<string, unknown>>): readonly Mention[] {
  return (card['msteams'] as { entities?: readonly Mention[] } | undefined)?.entities ?? [];
}

/** With a word in the place of each mention: Teams draws them itself, and reads no Markdown in them. */
export function mentionsDrawn<T extends Readonly<Record<string, unknown>>>(card: T): T {
  let text = JSON.stringify(card['body']);
  for (const mention of mentionsOn(card)) text = text.replaceAll(mention.text, 'Mention');
  return { ...card, body: JSON.parse(text) };
}
