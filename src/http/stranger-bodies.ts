/** Bodies still arriving from callers who have proven nothing yet: a signature can only be checked over a whole body. */
export interface StrangerBodies {
  /** Undefined where there are too many; otherwise called once the body is there or given up. */
  enter(address: string): (() => void) | undefined;
}

interface StrangerLimits {
  readonly inAll: number;
  readonly perAddress: number;
}

/** Whoever begins bodies and never ends them takes places from other strangers only, and not many from one address. */
export function createStrangerBodies({ inAll, perAddress }: StrangerLimits): StrangerBodies {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const own = byAddress.get(address) ?? 0;
      if (all >= inAll || own >= perAddress) return undefined;
      all += 1;
      byAddress.set(address, own + 1);
      return () => {
        all -= 1;
        const left = (byAddress.get(address) ?? 1) - 1;
        if (left === 0) byAddress.delete(address);
        else byAddress.set(address, left);
      };
    },
  };
}
