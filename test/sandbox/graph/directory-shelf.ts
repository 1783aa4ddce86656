import type { DirectoryGroup, DirectoryPerson } from './directory-types.ts';

/** A map whose keys are found in any case, as Entra finds ids. */
class IdMap<T> extends Map<string, T> {
  override get(id: string): T | undefined {
    return super.get(id.toLowerCase());
  }
  override set(id: string, value: T): this {
    return super.set(id.toLowerCase(), value);
  }
  override has(id: string): boolean {
    return super.has(id.toLowerCase());
  }
  override delete(id: string): boolean {
    return super.delete(id.toLowerCase());
  }
}

export interface KnownPerson extends DirectoryPerson {
  readonly objectId: string;
}

export interface DirectoryShelf {
  readonly groups: Map<string, DirectoryGroup>;
  readonly people: Map<string, DirectoryPerson>;
  /** By object id or UPN. Other addresses are not looked at: Graph does not either. */
  find(user: string): KnownPerson | undefined;
  /** Directly, or through other groups. */
  belongsTo(objectId: string, groupId: string): boolean;
}

export function createDirectoryShelf(): DirectoryShelf {
  const groups = new IdMap<DirectoryGroup>();
  const people = new IdMap<DirectoryPerson>();

  function holds(groupId: string, objectId: string, seen: Set<string>): boolean {
    // Entra allows groups that hold each other.
    if (seen.has(groupId)) return false;
    seen.add(groupId);
    const members = (groups.get(groupId)?.members ?? []).map((id) => id.toLowerCase());
    return members.includes(objectId) || members.some((id) => groups.has(id) && holds(id, objectId, seen));
  }

  return {
    groups,
    people,
    find(user) {
      const name = user.toLowerCase();
      for (const [objectId, person] of people) {
        if (objectId === name || person.userPrincipalName.toLowerCase() === name) return { ...person, objectId };
      }
      return undefined;
    },
    belongsTo: (objectId, groupId) => holds(groupId.toLowerCase(), objectId.toLowerCase(), new Set()),
  };
}
