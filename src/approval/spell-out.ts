/**
 * Text of others for a terminal or a log line: what cannot be seen, begins a line, or moves the cursor (escape sequences
 * begin with a control character) is written as `\u{1b}`.
 */
export function spellOut(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}
