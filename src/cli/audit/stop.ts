/** Why a command ends without having done what was asked. Exit codes of sysexits.h. */
export interface Stop {
  readonly kind: 'stop';
  readonly exitCode: number;
  /** One sentence or more, for stderr; empty where nobody is there to read it. */
  readonly sentence: string;
}

export const exitCodes = {
  /** The chain does not hold. */
  broken: 1,
  usage: 64,
  noInput: 66,
  ioError: 74,
  config: 78,
} as const;

export function stop(reason: keyof typeof exitCodes, sentence: string): Stop {
  return { kind: 'stop', exitCode: exitCodes[reason], sentence };
}

export function isStop(value: unknown): value is Stop {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stop';
}

/** What the system said about a file. */
export function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
