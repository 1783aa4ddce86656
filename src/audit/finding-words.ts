/** What was found, for people: one sentence that names the first entry that does not fit, and how. */
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { ChainReport, Finding, Flaw, Place } from './finding.ts';

const flaws: Readonly<Record<Flaw, string>> = {
  notJson: 'it is not JSON (only exports in the format jsonl can be verified)',
  notUtf8: 'it is not UTF-8',
  tooLong: 'it is longer than any entry can be',
  keyTwice: 'a key stands in it twice, so that it can be read in two ways',
  numberText: 'a number in it is not written as this service writes it, so that it can be read in two ways',
  notAnObject: 'it is JSON, but no entry',
  unreadable: 'its row holds what this service never writes',
};

export function findingWords(finding: Finding): string {
  switch (finding.kind) {
    case 'empty':
      return 'There is no entry in the file: nothing is proven.';
    case 'flaw':
      return `${placeOf(finding.place)} cannot be read: ${flaws[finding.flaw]}.`;
    case 'sequence':
      return sequenceWords(finding.place, finding.found);
    case 'previousHash':
      return `${placeOf(finding.place)} does not fit: its previousHash is not the hash of the entry before it.`;
    case 'hash':
      return `${placeOf(finding.place)} does not fit: its content does not have the hash that stands in it.`;
    case 'checkpointHash':
      return `${placeOf(finding.place)} does not fit: ${nameOf(finding.checkpoint)} names another hash. The chain was written anew.`;
    case 'checkpointForged':
      return `At entry ${finding.place.seq}: the signature of ${nameOf(finding.checkpoint)} does not hold.`;
    case 'checkpointUnknownKey': {
      const { keyId } = finding.checkpoint;
      const name = nameOf(finding.checkpoint);
      return `At entry ${finding.place.seq}: ${name} is signed with the key ${keyId}, which is not among those given (--public-key).`;
    }
    case 'checkpointAbsurd':
      return `At entry ${finding.place.seq}: ${nameOf(finding.checkpoint)} says what no checkpoint can say.`;
    case 'checkpointBackwards':
      return `At entry ${finding.place.seq}: ${nameOf(finding.checkpoint)} goes less far than one that was written before it.`;
    case 'tailMissing':
      return `Entry ${finding.place.seq} is missing: ${nameOf(finding.checkpoint)} goes up to entry ${finding.checkpoint.seq}. The end was cut off.`;
    case 'headMissing':
      return `Entry ${finding.place.seq} is missing: ${nameOf(finding.checkpoint)} vouches for it, and here entry ${finding.begins} is the first.`;
  }
}

function sequenceWords(place: Place, found: number | undefined): string {
  const where = place.line === undefined ? '' : ` (line ${place.line})`;
  const there = found === undefined ? 'something without a number' : `entry ${found}`;
  return found !== undefined && found > place.seq
    ? `Entry ${place.seq} is missing: in its place${where} stands ${there}.`
    : `Entry ${place.seq} is not where it belongs: in its place${where} stands ${there}.`;
}

function placeOf({ seq, line }: Place): string {
  return line === undefined ? `Entry ${seq}` : `Entry ${seq} (line ${line})`;
}

function nameOf({ at }: AuditCheckpoint): string {
  return `the checkpoint of ${printable(at)}`;
}

/** A file may hold anything. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 40);
}

export interface ReportContext {
  /** Signatures were looked at. */
  readonly isSigned: boolean;
}

/** What was proven, and what could not be. */
export function reportWords(report: ChainReport, { isSigned }: ReportContext): string {
  const { first, last, lastAt, lastHash, checkpoints, newest } = report;
  return [
    `The chain holds: entries ${first} to ${last}, ${last - first + 1} in all. The last is of ${printable(lastAt)}, its hash is ${lastHash}.`,
    ...(first === 1
      ? []
      : [`It begins with entry ${first}: what that one names as the hash before it was taken as given.`]),
    ...checkpointWords(checkpoints, newest, last, isSigned),
    '',
  ].join('\n');
}

function checkpointWords(
  count: number,
  newest: AuditCheckpoint | undefined,
  last: number,
  isSigned: boolean,
): readonly string[] {
  if (newest === undefined) return ['There is no checkpoint: it cannot be told whether the end was cut off.'];
  const counted = count === 1 ? 'One checkpoint fits' : `${count} checkpoints fit`;
  const after =
    newest.seq < last ? ` Nobody has signed what comes behind it: that may have been written anew or cut off.` : '';
  const signed = isSigned
    ? 'signed by a key that was given'
    : 'but its signature was not checked: neither AUDIT_SIGNING_KEY_PATH nor --public-key names a key';
  return [`${counted}; the newest, of ${printable(newest.at)}, goes up to entry ${newest.seq}, ${signed}.${after}`];
}
