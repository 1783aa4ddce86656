import type { GraphCall, GraphReadFault } from '../tenant-types.ts';

/** A person as Graph shows one. */
export interface DirectoryPerson {
  readonly userPrincipalName: string;
  /** Default: the UPN. */
  readonly mail?: string | null;
  /** `SMTP:…` the primary address, `smtp:…` others. Default: none. */
  readonly proxyAddresses?: readonly string[] | null;
}

export interface DirectoryGroup {
  readonly name: string;
  /** Object ids of people, and ids of groups, whose members belong to this one too. */
  readonly members: readonly string[];
}

export type DirectoryFault =
  | GraphReadFault
  /** Without a word what is bad. */
  | { readonly kind: 'status'; readonly status: 400; readonly retryAfter?: string }
  /** The right answer, and these group ids, which nobody need have asked for. */
  | { readonly kind: 'unasked'; readonly groupIds: readonly string[] }
  /** 200 with this body. */
  | { readonly kind: 'garbage'; readonly body: unknown };

/** Calls about people and groups. */
export interface DirectorySide {
  readonly calls: readonly GraphCall[];
  /** The next calls fail so, one each; afterwards the standing fault again. */
  next(...faults: DirectoryFault[]): void;
  /** While it is set, every call fails so. Default: none. */
  standing: DirectoryFault | undefined;
  /** What checkMemberGroups makes of a group that does not exist: nothing is documented. Default: ignored. */
  unknownGroups: 'ignored' | 'notFound' | 'notFoundUnnamed' | 'badRequest';
}
