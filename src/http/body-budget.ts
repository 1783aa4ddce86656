/** How many bytes of bodies may be held at once, over all requests: what keeps a flood from filling the memory. */
export interface BodyBudget {
  /** False where it would be too many; nothing is taken then. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

export function createBodyBudget(limit: number): BodyBudget {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > limit) return false;
      held += bytes;
      return true;
    },
    giveBack(bytes) {
      held -= bytes;
    },
  };
}
