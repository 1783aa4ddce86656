/** A chain of entries as the service writes them, of any length: always the same for the same numbers. */
import { type AuditDraft, type AuditEntry, link } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { testTenantId } from './people.ts';

const firstAt = Date.UTC(2026, 0, 1);
const minuteMs = 60_000;

/** What happens to one request, in the shares and sizes of an ordinary week. */
function draftsOf(number: number): readonly AuditDraft[] {
  const requestId = `CS-${number.toString(32).toUpperCase().padStart(6, '0')}` as const;
  const emails = Array.from({ length: 1 + (number % 8) }, (_, index) => ({
    networkMessageId: `0b9f2c1e-0d9f-4e1a-9d53-${String(number).padStart(12, '0')}`,
    recipientEmailAddress: `recipient-${index}@contoso.example`,
  }));
  const service = { kind: 'service', upn: null, objectId: null, name: 'countersign' } as const;
  const source = { kind: 'source', upn: null, objectId: null, name: 'sublime' } as const;
  const person = {
    kind: 'user',
    upn: `analyst-${number % 12}@contoso.example`,
    objectId: '11111111-1111-4111-8111-111111111111',
    name: 'Ana Analyst, 分析 "A"',
  } as const;
  const common = { tenantId: testTenantId, requestId, revision: 1 };
  const at = firstAt + number * minuteMs;
  const hashes = { subjectHash: digest(`subject ${number}`), senderHash: digest(`sender ${number}`) };
  const body = { action: 'softDelete', approverUpn: person.upn, displayName: requestId, analyzedEmails: emails };
  return [
    { ...common, at, kind: 'alert.received', actor: source, data: { alertId: `alert-${number}`, emails, ...hashes } },
    { ...common, at, kind: 'request.created', actor: source, data: { severity: 'high', emails: emails.length } },
    { ...common, at: at + 900, kind: 'card.posted', actor: service, data: { channelId: '19:a@thread.tacv2' } },
    {
      ...common,
      at: at + 30_000,
      kind: 'decision.recorded',
      actor: person,
      data: { verdict: 'approve', reason: null, contentHash: digest(body), policyHash: digest('policy') },
    },
    { ...common, at: at + 30_100, kind: 'remediation.sent', actor: service, data: { batch: 1, body } },
    { ...common, at: at + 31_000, kind: 'remediation.accepted', actor: service, data: { batch: 1, status: 202 } },
    { ...common, at: at + 45_000, kind: 'remediation.verified', actor: service, data: { of: 3, moved: 3.5e-7 } },
  ];
}

export function* auditEntries(count: number): Generator<AuditEntry> {
  let last: AuditEntry | undefined;
  for (let number = 1, made = 0; made < count; number += 1) {
    for (const draft of draftsOf(number)) {
      if (made === count) return;
      last = link(draft, last, digest);
      made += 1;
      yield last;
    }
  }
}
