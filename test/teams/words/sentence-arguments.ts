import { remediationActions, requestStates, revisionCauses } from '../../../src/approval/request.ts';
import { notProvenReasons } from '../../../src/approval/verification.ts';
import type { Missing, Names, Wish } from '../../../src/teams/words/arguments.ts';

/** What a sentence is handed in a test, by the names under which it asks for it. */
export type Given = Readonly<Record<string, unknown>>;

/** Names as they are the hardest: guests' UPNs hold a `#`, others a comma or an "and". */
const names: Names = { shown: ['ana_fabrikam.com#EXT#@contoso.com', 'ben@contoso.com'], more: 1_023 };
const one: Names = { shown: ['cleo@contoso.com'], more: 0 };

const texts = {
  requestId: 'CS-7F3K2Q',
  undoId: 'CS-9XW4M0',
  otherId: 'CS-C2VR6A',
  upn: 'dora_fabrikam.com#EXT#@contoso.com',
  objectId: '0b9c7d1e-aaaa-4bbb-8ccc-0123456789ab',
  name: 'Emil Nørgaard #7',
  address: 'news@evil[.]example',
  host: 'portal.example',
  group: 'SOC leads, and #night shift',
  time: '14:02 ZZT',
  day: '3.14.2099',
  reason: 'R3as#on',
  because: 'B3c#ause',
  subject: 'Subj#3ct',
  plan: 'Pl4n#.',
  title: 'T1tle#',
  text: 'T3xt#.',
  news: 'N3ws#',
  outcome: 'Outc0me#.',
  state: 'St4te#',
  severity: 'S3verity#',
  standing: 'St4nding#',
  message: 'M3ssage#',
  messageId: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
  reference: 'ab12cd34',
  command: 'c0mmand#',
  criteria: 'cr1teria#',
  sender: 's3nder#',
  places: 'pl4ces#',
  unread: 'unr3ad#',
  value: 'v4lue#',
  share: '98,7#%',
  median: '17#min',
  p90: '18#min',
  why: 'Wh7#.',
  list: 'l1st#',
  tryAgainAt: '15:03 ZZT',
  id: '0b9c7d1e-bbbb-4bbb-8ccc-0123456789ab',
};

/** Each number is another one, with a separator of thousands in it. */
const numbers = [
  ...['accepted', 'alertCount', 'asked', 'calls', 'characters', 'chosen', 'count', 'days', 'done', 'emailCount'],
  ...['emails', 'ended', 'expected', 'first', 'given', 'last', 'listed', 'mailboxCount', 'messageCount', 'month'],
  ...['monthDays', 'more', 'most', 'moved', 'named', 'needed', 'open', 'opened', 'page', 'pages', 'part', 'proven'],
  ...['recipients', 'rest', 'seconds', 'shown', 'told', 'total', 'unmoved', 'waiting', 'week', 'weekDays'],
];

const wishes: readonly Wish[] = ['decide', 'see', 'request', 'moveAlerts', 'beApprover', 'undo'];
const missing: readonly Missing[] = [
  { seats: [{ count: 1, from: 'approvers' }], more: 0, overlaps: false },
  {
    seats: [
      { count: 2, from: names },
      { count: 9, from: { person: 'fay@contoso.com' } },
    ],
    more: 1_024,
    overlaps: true,
  },
  {
    seats: [
      { count: 3, from: 'nobody' },
      { count: 1, from: one },
    ],
    more: 0,
    overlaps: false,
  },
  { seats: [], more: 0, overlaps: false },
];

/** Where there is more than one kind of value, a sentence is tried with each. */
const choices: Record<string, readonly unknown[]> = {
  action: remediationActions,
  mayChange: [true, false],
  cause: revisionCauses,
  dryRun: [true, false],
  isAlso: [true, false],
  channelBound: [true, false],
  alreadyOpen: [true, false],
  alreadyAsked: [true, false],
  wish: wishes,
  mayApprove: ['all', 'some', 'none'],
  nearest: [undefined, 'show', 'whoami'],
  code: ['rosterUnavailable', 'teamsUnavailable'],
  missing,
  names: [names, one, { shown: [], more: 0 }],
  sources: [['defender-1'], ['defender-1', 'sublime-2']],
  takes: [{}, { source: 'sublime-2' }, { minSeverity: 'medium' }, { source: 'sublime-2', minSeverity: 'high' }],
  elsewhere: [{ chosen: 0 }, { chosen: 3 }, { chosen: 1, restBoundBy: 'gil@contoso.com' }],
  openElsewhere: [undefined, { emails: 1_025, requests: names }],
  remediated: [undefined, { emails: 1_026, requests: one }],
  shown: [names.shown, one.shown],
  people: [names, one],
  left: [
    { unit: 'moment' },
    ...['days', 'hours', 'minutes'].flatMap((unit) => [
      { unit, value: 1 },
      { unit, value: 2_996 },
    ]),
  ],
  requests: [Array.from({ length: 1_234 }, () => ({})), [{}]],
};

/** The same name with another meaning, by the sentence that gives it. */
const special: Record<string, Record<string, readonly unknown[]>> = {
  notProven: { reason: notProvenReasons },
  foundSubject: { message: [2_999] },
  foundCount: { more: [true, false] },
  foundShown: { shown: [2_998], more: [true, false] },
  historySpoken: { shown: [2_998, 1] },
  notSearched: { problem: ['permission', 'throttled', 'tooLong'], seconds: [undefined, 2_997, 1] },
  summaryState: { state: requestStates, upn: [undefined, texts.upn] },
  voided: { by: [undefined, texts.upn], approvers: [names, one] },
  pendingSince: { state: [undefined, texts.state] },
  recipientsMessage: { messageId: [undefined, texts.messageId] },
  'answer.fault': { requestId: [undefined, texts.requestId] },
  'answer.unreadCriterion': { problem: ['unknownKey', 'looseWords'], nearest: [undefined, 'from'] },
  'answer.unknown': { nearest: [undefined, 'show'], requestId: [undefined, texts.requestId] },
  'answer.incomplete': {
    command: ['show', 'request'],
    problem: ['requestId', 'messageId', 'recipient', 'reasonMissing', 'reasonTooLong', 'extraWords', 'page'],
  },
};
for (const path of ['approvalsGiven', 'approvedInVain', 'approvedWithoutReason']) {
  special[path] = { by: [['Ana (a@contoso.com), 14:02'], ['Ana, 14:02', 'Ben, 14:03']], more: [0, 1_023] };
}

export type NumberMode = 'many' | 'two' | 'one' | 'none';
const small: Record<Exclude<NumberMode, 'many'>, number> = { two: 2, one: 1, none: 0 };

function numberFor(name: string, mode: NumberMode): number {
  return mode === 'many' ? 2_001 + numbers.indexOf(name) * 17 : small[mode];
}

function isText(name: string): name is keyof typeof texts {
  return Object.hasOwn(texts, name);
}

function valuesOf(path: string, name: string, mode: NumberMode): readonly unknown[] {
  const own = special[path]?.[name];
  if (own) return own;
  if (path.startsWith('refusal.') && isText(name)) return [undefined, texts[name]];
  if (Object.hasOwn(choices, name)) return choices[name] ?? [];
  if (isText(name)) return [texts[name]];
  if (numbers.includes(name)) return [numberFor(name, mode)];
  throw new Error(`${path} asks for "${name}", for which sentence-arguments.ts has no value`);
}

/**
 * Every combination of what a sentence asks for; which names these are shows when it is called. Numbers are large,
 * two, one or none all together.
 */
export function argumentsFor(path: string, sentence: (given: Given) => string, mode: NumberMode): readonly Given[] {
  let asked: readonly string[] = [];
  for (;;) {
    const combinations = product(asked, (name) => valuesOf(path, name, mode));
    const more = new Set(combinations.flatMap((given) => [...namesAskedFor(given, sentence, path, mode)]));
    const added = [...more].filter((name) => !asked.includes(name));
    if (added.length === 0) return combinations;
    asked = [...asked, ...added];
  }
}

function namesAskedFor(given: Given, sentence: (given: Given) => string, path: string, mode: NumberMode) {
  const asked = new Set<string>();
  const told = { ...given };
  sentence(
    new Proxy(told, {
      get(target, name) {
        if (typeof name !== 'string') return undefined;
        asked.add(name);
        return name in target ? target[name] : valuesOf(path, name, mode)[0];
      },
      // A rest pattern takes all there is; the names it is read by later are not seen, so all numbers are handed over.
      ownKeys: () => numbers,
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  );
  return asked;
}

function product(names: readonly string[], valuesOfName: (name: string) => readonly unknown[]): readonly Given[] {
  return names.reduce<readonly Given[]>(
    (sofar, name) => sofar.flatMap((given) => valuesOfName(name).map((value) => ({ ...given, [name]: value }))),
    [{}],
  );
}

/** The texts and numbers in what a sentence was handed; a bare word only chooses a sentence. */
export function valuesIn(value: unknown): readonly (string | number)[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return /^[A-Za-z]+$/.test(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(valuesIn);
}
