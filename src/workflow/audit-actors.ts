/** The actors of audit entries, and mail facts as the hashes that the chain keeps of them. */
import type { AuditActor } from '../approval/audit-chain.ts';
import type { MailFacts, Person } from '../approval/request.ts';
import type { Digest } from './ports.ts';

export const serviceActor: AuditActor = { kind: 'service', upn: null, objectId: null, name: 'countersign' };

export function sourceActor(name: string): AuditActor {
  return { kind: 'source', upn: null, objectId: null, name };
}

export function userActor(person: Person): AuditActor {
  return { kind: 'user', upn: person.upn, objectId: person.objectId, name: person.name };
}

/**
 * Subject, sender, URLs and attachments can be blanked later; what stays in the chain is their hash. `salt` is random,
 * kept with the facts and blanked with them: a subject is soon guessed, and its plain hash would tell that the guess
 * was right. Absent for alerts that an older version took in.
 */
export function factHashes(facts: MailFacts, digest: Digest, salt?: string): Record<string, string> {
  const hashed: Record<string, string> = {};
  for (const [name, value] of Object.entries(facts)) {
    hashed[`${name}Hash`] = digest(salt === undefined ? value : { salt, value });
  }
  return hashed;
}

/** Names of the facts that are not what the alert's entry in the chain says came in; empty where all of them are. */
export function changedFacts(
  kept: { readonly facts: MailFacts; readonly salt?: string | undefined },
  entryData: Readonly<Record<string, unknown>>,
  digest: Digest,
): string[] {
  const hashes = factHashes(kept.facts, digest, kept.salt);
  const recorded = Object.keys(entryData).filter((name) => name.endsWith('Hash'));
  const names = new Set([...Object.keys(hashes), ...recorded]);
  return [...names].filter((name) => hashes[name] !== entryData[name]).map((name) => name.replace(/Hash$/, ''));
}
