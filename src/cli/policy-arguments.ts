import { parseArgs } from 'node:util';
import type { Asker, PolicyQuestion } from '../approval/explain-policy.ts';
import { isAddress, isGuid } from '../approval/ids.ts';
import { foldCase, remediationActions, severities } from '../approval/request.ts';

export type PolicyOrder =
  | { readonly kind: 'help' }
  /** One sentence; of what was typed it names the option alone. */
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'check'; readonly file?: string }
  | { readonly kind: 'explain'; readonly file?: string; readonly question: PolicyQuestion };

const checkOptions = { file: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
const options = {
  ...checkOptions,
  action: { type: 'string' },
  recipients: { type: 'string' },
  recipient: { type: 'string', multiple: true },
  severity: { type: 'string' },
  'senders-copy': { type: 'boolean' },
  as: { type: 'string' },
  'member-of': { type: 'string', multiple: true },
  guest: { type: 'boolean' },
  requester: { type: 'boolean' },
} as const;

/** What was typed behind `npm run policy --`. */
export function readPolicyArguments(args: string[]): PolicyOrder {
  const flaw = flawOf(args);
  if (flaw !== undefined) return wrong(flaw);
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return { kind: 'help' };
  const [verb, ...rest] = positionals;
  if (rest.length > 0 || (verb !== 'check' && verb !== 'explain')) return wrong('Ask for check, or for explain.');
  const file = values.file === undefined ? {} : { file: values.file };
  if (verb === 'explain') return explain(values, file);
  const known = Object.keys(checkOptions);
  if (Object.keys(values).some((name) => !known.includes(name))) return wrong('check takes --file alone.');
  return { kind: 'check', ...file };
}

/** What parseArgs would throw about, in our words; and what it lets pass: of an option given twice it takes the last. */
function flawOf(args: string[]): string | undefined {
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  const given = tokens.filter((token) => token.kind === 'option');
  const seen = new Set<string>();
  for (const { name, rawName, value, inlineValue } of given) {
    const option = Object.entries(options).find(([known]) => known === name)?.[1];
    if (option === undefined) return `There is no option ${rawName}.`;
    if (option.type === 'boolean' && value !== undefined) return `${rawName} takes no value.`;
    if (option.type === 'string' && isMissing(value, inlineValue)) return `${rawName} lacks its value.`;
    if (seen.has(name) && !('multiple' in option)) return `${rawName} may be given once.`;
    seen.add(name);
  }
  return undefined;
}

/** What looks like the next option is no value, unless it is written behind "=". */
function isMissing(value: string | undefined, isInline: boolean | undefined): boolean {
  return !value || (isInline !== true && value.startsWith('-'));
}

type Typed = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function explain(values: Typed, file: { readonly file?: string }): PolicyOrder {
  const action = remediationActions.find((known) => known === values.action);
  if (action === undefined) return wrong(`--action must be one of ${remediationActions.join(', ')}.`);
  const severity = severities.find((known) => known === (values.severity ?? 'medium'));
  if (severity === undefined) return wrong(`--severity must be one of ${severities.join(', ')}.`);
  const recipients = values.recipient ?? [];
  if (!recipients.every(isAddress)) return wrong('--recipient must be a mail address.');
  const named = new Set(recipients.map(foldCase)).size;
  const recipientCount = values.recipients === undefined ? Math.max(named, 1) : wholeNumber(values.recipients);
  if (recipientCount === undefined) return wrong('--recipients must be a whole number, 1 or more.');
  if (recipientCount < named) return wrong('--recipients must not be less than the recipients that are named.');
  const asker = readAsker(values);
  if (typeof asker === 'string') return wrong(asker);
  const remediateSendersCopy = values['senders-copy'] ?? false;
  const question = { action, severity, remediateSendersCopy, recipientCount, recipients, ...asker };
  return { kind: 'explain', ...file, question };
}

/** Text: what is wrong. */
function readAsker(values: Typed): { readonly asker?: Asker } | string {
  const { as: name, 'member-of': memberOf = [], requester: isRequester = false } = values;
  if (!memberOf.every(isGuid)) return '--member-of must be an Entra group id (a GUID).';
  if (name === undefined) {
    const isAlone = memberOf.length === 0 && !isRequester && values.guest === undefined;
    return isAlone ? {} : '--member-of, --requester and --guest say something of the person named by --as.';
  }
  if (!isAddress(name) && !isGuid(name)) return '--as must be a UPN (name@domain) or an Entra object id.';
  // Entra gives guests a UPN with this mark in it.
  const isGuest = values.guest ?? foldCase(name).includes('#ext#');
  const person = { objectId: isGuid(name) ? name : '', upn: isGuid(name) ? '' : name, name, tenantId: '', isGuest };
  return { asker: { person, isRequester, memberOf } };
}

function wholeNumber(typed: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : undefined;
}

function wrong(why: string): PolicyOrder {
  return { kind: 'wrong', why };
}
