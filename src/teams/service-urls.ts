/** Where each team was last heard from. Teams may move a tenant to another address; authenticated activities tell. */
export interface ServiceUrls {
  learn(team: Team, serviceUrl: string): void;
  forget(team: Team): void;
  of(team: Team): string | undefined;
}

/** With its tenant: where several are allowed, none tells where another's cards and our token go. */
interface Team {
  readonly tenantId: string;
  readonly teamId: string;
}

export function createServiceUrls(): ServiceUrls {
  const known = new Map<string, string>();
  const keyOf = ({ tenantId, teamId }: Team) => `${tenantId.toLowerCase()}|${teamId}`;
  return {
    learn(team, serviceUrl) {
      known.set(keyOf(team), serviceUrl);
    },
    forget(team) {
      known.delete(keyOf(team));
    },
    of: (team) => known.get(keyOf(team)),
  };
}
