/**
 * Work: one batch, one Graph call: claim, call, record. A process that dies in between leaves `calling` behind, which
 * the sweep finds and nobody calls again before the mailboxes were looked at (reconcile-call.ts).
 */
import type { Batch, RemediationAnswer } from '../approval/remediation.ts';
import type { RequestId } from '../approval/request.ts';
import { type Claim, claimAgain, claimBatch } from './claim-batch.ts';
import type { Log, Mailboxes, Meter, Sleep } from './ports.ts';
import { recordOutcome, type Settled } from './record-outcome.ts';
import type { StepPorts } from './step-ports.ts';

export interface SubmissionPorts extends StepPorts {
  readonly mailboxes: Mailboxes;
  readonly meter: Meter;
  readonly log: Log;
  readonly sleep: Sleep;
  /** `client-request-id`s of the calls that this process is making: its own sweep never takes them for lost. */
  readonly ownCalls: Set<string>;
}

export async function submitRemediation(ports: SubmissionPorts, requestId: RequestId, number: number): Promise<void> {
  await asOwnCall(ports, async (clientRequestId) => {
    const claim = await ports.store.transaction((tx) => claimBatch(tx, ports, requestId, number, clientRequestId));
    if (!claim) return;
    const answer = await call(ports, claim);
    if (answer.kind !== 'approverUpnRefused') await keep(ports, requestId, claim.batch, answer);
    else await callWithoutName(ports, requestId, claim, answer);
  });
}

async function callWithoutName(
  ports: SubmissionPorts,
  requestId: RequestId,
  claim: Claim,
  answer: RemediationAnswer & { kind: 'approverUpnRefused' },
): Promise<void> {
  await asOwnCall(ports, async (clientRequestId) => {
    const again = await ports.store.transaction((tx) => claimAgain(tx, ports, requestId, claim, clientRequestId));
    if (!again) return keep(ports, requestId, claim.batch, { ...answer, kind: 'refused', code: 'badRequest' });
    const second = await call(ports, again);
    // Refused once more for the same name: then it is simply a body that Graph does not take.
    const settled: Settled =
      second.kind === 'approverUpnRefused' ? { ...second, kind: 'refused', code: 'badRequest' } : second;
    return keep(ports, requestId, again.batch, settled);
  });
}

async function asOwnCall(
  { ids, ownCalls }: SubmissionPorts,
  step: (clientRequestId: string) => Promise<void>,
): Promise<void> {
  const clientRequestId = ids.uuid();
  ownCalls.add(clientRequestId);
  try {
    await step(clientRequestId);
  } finally {
    ownCalls.delete(clientRequestId);
  }
}

async function call(ports: SubmissionPorts, claim: Claim): Promise<RemediationAnswer> {
  const started = ports.clock.now();
  const answer = await ports.mailboxes.remediate(claim.body, claim.clientRequestId, claim.notAfter);
  ports.meter.count('countersign_graph_calls_total', { outcome: answer.kind });
  ports.meter.observe('countersign_graph_call_seconds', Math.max(0, ports.clock.now() - started) / 1_000);
  return answer;
}

/** Pauses between tries to record an answer, about ten minutes in all; then the sweep takes the call for lost. */
const recordingPauses = [1, 2, 4, 8, 15, 30, 60, 60, 120, 120, 180].map((seconds) => seconds * 1_000);

/** Graph has answered: that must not be lost because the disk is full for a moment. Only the recording is repeated. */
async function keep(ports: SubmissionPorts, requestId: RequestId, batch: Batch, answer: Settled): Promise<void> {
  for (const pause of recordingPauses) {
    try {
      await ports.store.transaction((tx) => recordOutcome(tx, ports, requestId, batch, answer));
      return;
    } catch (error) {
      ports.log.error({ requestId, batch: batch.number, error }, "Graph's answer could not be recorded yet");
      await ports.sleep(pause);
    }
  }
  await ports.store.transaction((tx) => recordOutcome(tx, ports, requestId, batch, answer));
}
