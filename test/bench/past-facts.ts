import { digest } from '../../src/digest.ts';
import { factHashes } from '../../src/workflow/audit-actors.ts';

/** Mail facts of past alerts: a few thousand different ones, because phish comes in waves, and hashing all would take minutes. */
export interface PastFacts {
  /** As the store keeps them. */
  json(index: number): string;
  hashes(index: number): Readonly<Record<string, string>>;
}

const kinds = 4_096;

export function pastFacts(): PastFacts {
  const known = Array.from({ length: kinds }, (_, kind) => {
    const facts = {
      title: 'Email messages containing malicious URL removed after delivery',
      description: 'Users clicked or may click a link to a page that asks for their Microsoft 365 password.',
      subject: `Action required: your mailbox storage is full (case ${kind})`,
      sender: { address: `no-reply-${kind}@contoso-mailbox.example`, displayName: 'Contoso IT Service Desk' },
      threatTypes: ['phish'],
      urls: [`https://contoso-mailbox.example/login?id=${kind.toString(16)}`],
      internetMessageId: `<${kind}@mail.example>`,
    };
    return { json: JSON.stringify(facts), hashes: factHashes(facts, digest) };
  });
  const of = (index: number) => known[index % kinds] ?? { json: '{}', hashes: {} };
  return { json: (index) => of(index).json, hashes: (index) => of(index).hashes };
}
