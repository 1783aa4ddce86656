/** Where each team was last heard from. Teams may move a tenant to another address; authenticated activities tell. */
export interface ServiceUrls {
  learn(teamId: string, serviceUrl: string): void;
  forget(teamId: string): void;
  of(teamId: string): string | undefined;
}

export function createServiceUrls(): ServiceUrls {
  const known = new Map<string, string>();
  return {
    learn(teamId, serviceUrl) {
      known.set(teamId, serviceUrl);
    },
    forget(teamId) {
      known.delete(teamId);
    },
    of: (teamId) => known.get(teamId),
  };
}
