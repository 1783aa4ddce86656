/** Reading drawn cards in tests. */
type Node = Readonly<Record<string, unknown>>;

/** Every object in the card that has a `type`, in reading order. */
export function nodes(card: unknown): Node[] {
  if (Array.isArray(card)) return card.flatMap(nodes);
  if (typeof card !== 'object' || card === null) return [];
  const node = card as Node;
  return [...(typeof node['type'] === 'string' ? [node] : []), ...Object.values(node).flatMap(nodes)];
}

/** What a person reads: one line per block, in reading order. */
export function linesOn(card: unknown): string[] {
  return nodes(card).flatMap((node) => {
    if (node['type'] === 'TextBlock') return [String(node['text'])];
    if (node['type'] !== 'RichTextBlock') return [];
    return [(node['inlines'] as Node[]).map(({ text }) => String(text)).join('')];
  });
}

export function textOn(card: unknown): string {
  return linesOn(card).join('\n');
}

/** The buttons, without those that stand in for one as its fallback. */
export function buttonsOn(card: unknown): Node[] {
  const all = nodes(card);
  const fallbacks = new Set(all.map(({ fallback }) => fallback));
  return all.filter((node) => String(node['type']).startsWith('Action.') && !fallbacks.has(node));
}

export function buttonTitles(card: unknown): string[] {
  return buttonsOn(card).map(({ title }) => String(title));
}

export function inputOn(card: unknown, id: string): Node | undefined {
  return nodes(card).find((node) => String(node['type']).startsWith('Input.') && node['id'] === id);
}

/** Every string anywhere in the card. */
export function stringsIn(card: unknown): string[] {
  if (typeof card === 'string') return [card];
  if (Array.isArray(card)) return card.flatMap(stringsIn);
  if (typeof card !== 'object' || card === null) return [];
  return Object.values(card).flatMap(stringsIn);
}
