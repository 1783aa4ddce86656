/**
 * Text as a string literal of the Kusto Query Language: the only way into a query for anything that somebody typed.
 * Between double quotes nothing but `"`, `\` and the end of the line means something [learn: the string data type].
 */
import { ServiceError } from '../errors.ts';

/** Controls, ends of lines in any script, and halves of characters: what a parser might take for more than text. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Throws `internal` for what no literal should hold: whoever reads typed text drops it first. */
export function kqlText(value: string): string {
  if (unfit.test(value)) throw new ServiceError('internal', 'A value does not fit into a KQL literal.');
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
