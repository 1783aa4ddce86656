import { editDistance } from '../../edit-distance.ts';

/** The commands of this version; help lists no others. */
export const commandNames = [
  'help',
  'pending',
  'show',
  'history',
  'stats',
  'request',
  'withdraw',
  'undo',
  'find',
  'who can approve',
  'alerts here',
  'alerts off',
  'whoami',
] as const;
export type CommandName = (typeof commandNames)[number];

/** Commands that are questions are asked in more than one way. */
const oddForms: Partial<Record<CommandName, RegExp>> = {
  stats: /^(?:stats|statistics)(?![\w-])[.!?:]*/i,
  whoami: /^who ?am ?i\b[.!?:]*/i,
  'who can approve': /^who ?(?:can|may|could|should|has to|must) ?approve(?![\w-])[.!?:]*/i,
};

/** How a message begins that is meant as this command: spaces inside are loose, some punctuation may follow. */
export const commandForms: readonly { readonly name: CommandName; readonly form: RegExp }[] = commandNames.map(
  (name) => ({ name, form: oddForms[name] ?? new RegExp(`^${name.replace(' ', ' ?')}(?![\\w-])[.!?:]*`, 'i') }),
);

/** A hint that is further off than this would only confuse. */
const furthest = 2;
/** Only the first of two words is close: less sure than any whole command within reach. */
const guessing = 2.5;

/** The command that was probably meant; undefined where none is close. */
export function nearestCommand(typed: string): CommandName | undefined {
  const words = typed.toLowerCase().slice(0, 200).split(' ');
  let best: { name: CommandName; distance: number } | undefined;
  for (const name of commandNames) {
    const length = name.split(' ').length;
    const distance = Math.min(editDistance(words.slice(0, length).join(' '), name), firstWordDistance(words, name));
    if (distance < name.length / 2 && distance < (best?.distance ?? furthest + 1)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

const decisions = ['approve', 'reject', 'revoke', 'retry'];

/** Does it begin with a misspelled decision? */
export function isNearDecision(typed: string): boolean {
  const [first = ''] = typed.toLowerCase().slice(0, 40).split(' ');
  return decisions.some((word) => editDistance(first, word) < word.length / 3);
}

/** `alerts` alone, or `alerts everywhere`, is about the first of the commands that begin so. */
function firstWordDistance(words: readonly string[], name: CommandName): number {
  const [first = ''] = name.split(' ');
  return first === name ? Number.POSITIVE_INFINITY : editDistance(words[0] ?? '', first) + guessing;
}
