import { randomUUID } from 'node:crypto';
import { createDirectory, type DirectoryOptions } from '../../src/graph/create-directory.ts';
import type { Directory, LogFields } from '../../src/workflow/ports.ts';
import type { GraphCall } from '../sandbox/tenant-types.ts';
import { type FakeClock, fakeClock } from '../support/fakes.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';

export interface DirectoryWorld extends Omit<GraphWorld, 'logged'> {
  /** The clock of the directories made from now on. */
  readonly clock: FakeClock;
  readonly logged: { level: 'warn' | 'error'; fields: LogFields; message: string }[];
  /** Callbacks counted. */
  readonly counted: string[];
  /** A directory on the stand-in that remembers nothing yet. */
  directory(overrides?: Partial<DirectoryOptions>): Directory;
  person(upn?: string, more?: { proxyAddresses?: readonly string[] | null; mail?: string | null }): string;
  group(...members: string[]): string;
  /** What was asked of Graph about people and groups since. */
  asked(): GraphCall[];
  /** Nothing of the last test is left. */
  reset(): void;
}

export const directoryRoles = ['GroupMember.Read.All', 'User.Read.All'];

export async function startDirectoryWorld(graphRoles: readonly string[] = directoryRoles): Promise<DirectoryWorld> {
  const world = await startGraphWorld({ graphRoles });
  const { graph } = world;
  const logged: DirectoryWorld['logged'] = [];
  const counted: string[] = [];
  const write = (level: 'warn' | 'error') => (fields: LogFields, message: string) =>
    void logged.push({ level, fields, message });
  let clock = fakeClock();
  let seen = 0;

  return {
    ...world,
    get clock() {
      return clock;
    },
    logged,
    counted,
    directory: (overrides = {}) =>
      createDirectory({
        ...world.connection(),
        clock,
        log: { debug: () => {}, info: () => {}, warn: write('warn'), error: write('error') },
        meter: { count: (_name, labels) => void counted.push(labels?.['outcome'] ?? ''), observe: () => {} },
        ...overrides,
      }),
    person(upn = `${randomUUID()}@contoso.com`, more = {}) {
      const objectId = randomUUID();
      graph.people.set(objectId, { userPrincipalName: upn, ...more });
      return objectId;
    },
    group(...members) {
      const id = randomUUID();
      graph.groups.set(id, { name: `Group ${id}`, members });
      return id;
    },
    asked: () => graph.directory.calls.slice(seen),
    reset() {
      seen = graph.directory.calls.length;
      clock = fakeClock();
      logged.length = 0;
      counted.length = 0;
      world.violations.length = 0;
      graph.directory.standing = undefined;
      graph.directory.unknownGroups = 'ignored';
    },
  };
}
