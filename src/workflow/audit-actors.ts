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

/** Subject, sender, URLs and attachments can be blanked later; what stays in the chain is their hash. */
export function factHashes(facts: MailFacts, digest: Digest): Record<string, string> {
  const hashed: Record<string, string> = {};
  for (const [name, value] of Object.entries(facts)) hashed[`${name}Hash`] = digest(value);
  return hashed;
}
