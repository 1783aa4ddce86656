import type { Clock, Log, LogFields } from '../workflow/ports.ts';
import { traceOf } from './faults.ts';
import type { CallOutcome } from './graph-call.ts';

const hour = 3_600_000;
const minute = 60_000;

const permissionMissing =
  'Graph refuses to tell who belongs to a group: grant the application permissions GroupMember.Read.All and User.ReadBasic.All (where that is not enough, User.Read.All), see docs/permissions.md';
const credentialRefused = 'The credential of GRAPH_AUTH is not taken: no group can be looked up';
const unanswered = 'Graph did not say who belongs to a group; whoever may approve only as a member has to wait';
const groupMissing =
  'A group that the policy names is not in the directory: nobody approves as its member, and a rule on its members as recipients holds for every mail. Restore the group in Entra, or name another in the policy file';
const tooManyRecipients =
  'More recipients were to be looked up than Graph is asked about at one time: rules on them hold as for the strictest case';

export interface DirectoryLog {
  /** A call that gave no answer. What only a person can mend is an error, and told once an hour. */
  noAnswer(outcome: CallOutcome, fields: LogFields): void;
  /** Nobody approves as a member of a group that is not there. An error, told once an hour. */
  unknownGroup(groupId: string): void;
  /** More was asked about recipients than we ask of Graph. */
  tooMany(): void;
  aliasesHidden(): void;
}

export function createDirectoryLog(log: Log, clock: Clock): DirectoryLog {
  const quietUntil = new Map<string, number>();

  /** A burst of clicks must not bury the log under one sentence. */
  function isDue(subject: string, everyMs: number): boolean {
    if (clock.now() < (quietUntil.get(subject) ?? Number.NEGATIVE_INFINITY)) return false;
    quietUntil.set(subject, clock.now() + everyMs);
    return true;
  }

  return {
    noAnswer(outcome, fields) {
      const trace = { ...fields, ...(outcome.kind === 'answered' ? traceOf(outcome.answer) : {}) };
      const hindrance = hindranceOf(outcome);
      if (hindrance === 'other') {
        if (isDue(hindrance, minute)) log.warn(trace, unanswered);
      } else if (isDue(hindrance, hour)) {
        log.error(trace, hindrance === 'permission' ? permissionMissing : credentialRefused);
      }
    },
    unknownGroup(groupId) {
      if (isDue(groupId, hour)) log.error({ groupId }, groupMissing);
    },
    tooMany() {
      if (isDue('tooMany', minute)) log.warn({}, tooManyRecipients);
    },
    aliasesHidden() {
      if (!isDue('aliases', hour)) return;
      log.warn(
        {},
        'Graph does not show all addresses of a person, which User.Read.All allows: mail to others is not recognised',
      );
    },
  };
}

function hindranceOf(outcome: CallOutcome): 'permission' | 'credential' | 'other' {
  if (outcome.kind === 'notAllowed') return 'credential';
  if (outcome.kind !== 'answered') return 'other';
  const { status } = outcome.answer;
  if (status === 403) return 'permission';
  return status === 401 ? 'credential' : 'other';
}
