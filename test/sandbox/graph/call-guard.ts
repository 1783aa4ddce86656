import type { TokenCheck } from '../entra/access-tokens.ts';
import type { GraphCall } from '../tenant-types.ts';
import { type Answer, graphError } from './answers.ts';
import { loadContract } from './contract.ts';

export type Recorded = { -readonly [Key in keyof GraphCall]: GraphCall[Key] };

export interface CallGuard {
  /** What Graph says to a token that does not do; undefined where it does. */
  refuseToken(call: Recorded, roles: readonly string[]): Promise<Answer | undefined>;
  /** What Graph says to a remediate body that it does not take. */
  refuseBody(call: Recorded, knowsApproverUpn: boolean): Answer | undefined;
  note(problem: string): void;
  /** Noted, and answered so. */
  violate(status: number, problem: string): Answer;
}

export function createCallGuard(
  verifyToken: (authorization: string | undefined) => Promise<TokenCheck>,
  violations: string[],
): CallGuard {
  const contract = loadContract();

  function note(problem: string): void {
    violations.push(`graph: ${problem}`);
  }

  function violate(status: number, problem: string): Answer {
    note(problem);
    return graphError(status, { message: problem });
  }

  return {
    note,
    violate,
    async refuseToken(call, roles) {
      const check = await verifyToken(call.headers['authorization']);
      if (check.kind === 'invalid') {
        if (!check.expected) note(`${call.method} ${call.path} without a token that holds: ${check.problem}`);
        return {
          ...graphError(401, { message: 'Access token validation failure.' }),
          headers: { 'WWW-Authenticate': 'Bearer' },
        };
      }
      return check.roles.some((role) => roles.includes(role)) ? undefined : graphError(403);
    },
    refuseBody(call, knowsApproverUpn) {
      if (!/^application\/json\b/.test(call.headers['content-type'] ?? ''))
        return violate(415, 'body is not application/json');
      const problems = contract.problemsOf(call.version, call.body, knowsApproverUpn);
      const [first] = problems;
      if (first === undefined) return undefined;
      // A beta that has forgotten approverUpn is played on purpose; nothing else may be wrong then.
      const played = call.version === 'beta' && problems.length === 1 && first.includes("'approverUpn'");
      return played ? graphError(400, { message: first }) : violate(400, first);
    },
  };
}
