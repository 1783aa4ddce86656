/** Where each team was last heard from. Teams may move a tenant to another address; authenticated activities tell. */
export interface ServiceUrls {
  /** True where this is news. */
  learn(teamId: string, serviceUrl: string): boolean;
  forget(teamId: string): void;
  of(teamId: string): string | undefined;
}

export function createServiceUrls(): ServiceUrls {
  const known = new Map<string, string>();
  return {
    learn(teamId, serviceUrl) {
      if (known.get(teamId) === serviceUrl) return false;
      known.set(teamId, serviceUrl);
      return true;
    },
    forget(teamId) {
      known.delete(teamId);
    },
    of: (teamId) => known.get(teamId),
  };
}
