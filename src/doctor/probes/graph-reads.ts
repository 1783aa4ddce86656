import { randomUUID } from 'node:crypto';
import { type CallGraph, type CallOutcome, connectGraph } from '../../graph/graph-call.ts';
import { clouds } from '../../identity/clouds.ts';
import { oncePerPatient, type Patient } from '../patient.ts';
import { askMs } from './ask.ts';
import { graphToken } from './tokens.ts';

/** Graph with the token that the service would show. Undefined where there is none. */
export async function graphReader(patient: Patient, apiVersion: 'beta' | 'v1.0'): Promise<CallGraph | undefined> {
  const { graph } = patient.settings;
  const token = await graphToken(patient);
  if (!graph || token?.kind !== 'token') return undefined;
  return connectGraph({
    graphRoot: graph.root,
    apiVersion,
    getToken: token.source,
    scope: clouds[graph.cloud].graphScope,
    timeoutMs: askMs,
  });
}

const windowMs = 60_000;

/**
 * The analyzed emails of the last minute, one at most: the read that every proof begins with. It changes nothing, and what
 * it answers is not looked at.
 */
export const readAnalyzedEmails = oncePerPatient(async (patient: Patient): Promise<CallOutcome | undefined> => {
  const callGraph = await graphReader(patient, patient.settings.graph?.apiVersion ?? 'beta');
  const now = patient.machine.clock.now();
  const [start, end] = [now - windowMs, now].map((at) => new Date(at).toISOString());
  const path = `/security/collaboration/analyzedEmails?startTime=${start}&endTime=${end}&$top=1`;
  return callGraph?.({ method: 'GET', path, clientRequestId: randomUUID() });
});
