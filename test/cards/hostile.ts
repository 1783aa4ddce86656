import fc from 'fast-check';

/** What attackers put into mail, and what it would do if a card took it at its word. */
export const hostileTexts = [
  '[click](https://evil.example/a)',
  '**bold** _italic_ ~~gone~~ `code`',
  '<at>Ana</at> please approve',
  '< / AT >x',
  '<a href="https://evil.example">x</a><img src=x onerror=alert(1)>',
  '{{DATE(2026-01-02T03:04:05Z, SHORT)}}',
  '{{{{TIME(2026-01-02T03:04:05Z)}}}}',
  '\u0024{requestId} \u0024{$root.approve}',
  'https://evil.example/a.b?c=https://other.example',
  'HTTP://EVIL.EXAMPLE www.evil.example evil.example:8080 ftp://evil.example',
  'javascript:alert(1) data:text/html,x mailto:a@evil.example',
  'ev\u200bil.example exe.\u202efdp.txt \u2066x\u2069 \ufeff',
  'line one\r\nline two\u2028line three\0\u0007\u001b[31m',
  '\ud800 lonely \udc00',
  'Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '"quoted" \\back\\slash \u{e0041}\u{e0042} \u3164',
  '# heading\n- list\n> quote',
] as const;

/** Hostile pieces, glued with ordinary and odd characters. */
export function hostileText(maxLength = 300): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('\u0001', '\u202e', '\u{1f600}', '\u{2f800}', '\ud83d', '"', '\\', 'ᄀ', '{', '<', '.'),
  );
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('').slice(0, maxLength));
}

/** The most that the door lets in (INTERFACE, section 3), of what takes most room on a card. */
export function fullOf(character: string, length: number): string {
  return character.repeat(Math.ceil(length / character.length)).slice(0, length);
}
