/** With a name PostgreSQL keeps what it learnt of a statement: planning anew costs it more than most of ours take. */
export interface StatementNames {
  /** Undefined for what is not worth keeping: its parts are counted out, so it hardly comes again. */
  nameOf(text: string, values: number): string | undefined;
  /** The tables have changed, so nothing that was kept is true any more. */
  forgetAll(): void;
}

/** Each connection keeps its own, some ten kilobytes a statement. */
const mostNames = 250;
const mostValues = 40;

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  let given = 0;
  return {
    nameOf(text, values) {
      const known = names.get(text);
      if (known !== undefined || values > mostValues || names.size >= mostNames) return known;
      given += 1;
      const name = `countersign ${given}`;
      names.set(text, name);
      return name;
    },
    forgetAll: () => names.clear(),
  };
}
