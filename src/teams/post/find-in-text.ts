import { foldCase, type Severity } from '../../approval/request.ts';
import { type FoundLabel, labelAtEnd } from './found-label.ts';
import { addressesIn, guidsIn, severityIn } from './found-values.ts';
import { type Labeled, readLabeled } from './labeled-text.ts';
import { readMailLink } from './mail-link.ts';
import type { PostText } from './post-page.ts';

/** What a post about a suspicious mail seems to say. A suggestion: a person looks at all of it before anything is asked for. */
export interface FoundInText {
  readonly messageIds: readonly string[];
  readonly recipients: readonly string[];
  /** A label or a link of Defender says what they are; otherwise they only look like it. */
  readonly messageIdsAreNamed: boolean;
  readonly recipientsAreNamed: boolean;
  readonly severity?: Severity;
  readonly subject?: string;
}

const longestSubject = 300;

/**
 * Ids and addresses behind a label come first and alone; where nothing is labeled, whatever looks like one is suggested,
 * except what a label says to be something else (the tenant's id, the sender). Never throws; takes time in proportion to
 * the text, which `readPost` bounds. `notMessages`: GUIDs that are known to be something else.
 */
export function findInText(post: PostText, notMessages: readonly string[] = []): FoundInText {
  const ids = createFinds();
  const people = createFinds();
  for (const guid of notMessages) ids.no(guid);
  let severity: Severity | undefined;
  let subject: string | undefined;

  function take({ label, text }: Labeled): void {
    if (label === 'subject') {
      subject ??= text.trim().slice(0, longestSubject) || undefined;
      return;
    }
    if (label === 'severity') severity ??= severityIn(text, 'labeled');
    takeIds(ids, text, label);
    takePeople(people, text, label);
  }

  for (const part of readLabeled(post.lines)) take(part);
  for (const line of post.lines) severity ??= severityIn(line, 'anywhere');
  for (const url of post.links) {
    const link = readMailLink(url);
    for (const id of link.messageIds) ids.yes(id);
    for (const address of link.recipients) people.yes(address);
  }
  return {
    messageIds: ids.best(),
    recipients: people.best(),
    messageIdsAreNamed: ids.areNamed(),
    recipientsAreNamed: people.areNamed(),
    ...(severity !== undefined && { severity }),
    ...(subject !== undefined && { subject }),
  };
}

/** What stands right before an id says more of it than the label of the whole line. */
function takeIds(ids: Finds, text: string, label: FoundLabel | undefined): void {
  for (const { value, before } of guidsIn(text)) {
    const said = labelAtEnd(before)?.label ?? label;
    if (said === 'messageId') ids.yes(value);
    else if (said === 'otherId') ids.no(value);
    else ids.maybe(value);
  }
}

/** In a sentence `to` may be anybody ("please forward this to …"): only a label makes a recipient. */
function takePeople(people: Finds, text: string, label: FoundLabel | undefined): void {
  for (const { value, before } of addressesIn(text)) {
    const said = label ?? labelAtEnd(before)?.label;
    if (label === 'recipient') people.yes(value);
    else if (said === 'sender' || said === 'otherPerson') people.no(value);
    else people.maybe(value);
  }
}

interface Finds {
  yes(value: string): void;
  no(value: string): void;
  maybe(value: string): void;
  areNamed(): boolean;
  best(): string[];
}

/** Each value once, in its first spelling. What a label names counts, whatever else is said of it. */
function createFinds(): Finds {
  const named = new Map<string, string>();
  const loose = new Map<string, string>();
  const other = new Set<string>();
  const keep = (to: Map<string, string>, value: string) => {
    const key = foldCase(value);
    if (!to.has(key)) to.set(key, value);
  };
  return {
    yes: (value) => keep(named, value),
    no: (value) => void other.add(foldCase(value)),
    maybe: (value) => keep(loose, value),
    areNamed: () => named.size > 0,
    best: () =>
      named.size > 0 ? [...named.values()] : [...loose].flatMap(([key, value]) => (other.has(key) ? [] : [value])),
  };
}
