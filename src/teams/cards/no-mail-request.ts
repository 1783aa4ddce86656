import type { RequestView } from '../../workflow/request-view.ts';
import { closerLook } from './links.ts';
import { furtherFacts, mainFacts, originLines } from './mail-facts.ts';
import { type LabeledLine, linesOf, type Pen } from './pen.ts';
import { banners } from './plan.ts';
import { deadline } from './quorum-lines.ts';
import { tones } from './style.ts';
import { typedCommand } from './typed-search.ts';

/** An open request whose alert named no message: nothing to approve, but a mail to be found. */
export type NoMailView = RequestView & { readonly noMail: NonNullable<RequestView['noMail']> };

export function isWithoutMail(view: RequestView): view is NoMailView {
  return view.noMail !== undefined;
}

/** What happened, that no message was named, and what can be done: there is no Approve, and nothing to choose. */
export function noMailRequestData(view: NoMailView, pen: Pen): object {
  const { words } = pen;
  const { requestId, revision } = view;
  const severity = words.severity[view.severity];
  const { facts, details } = told(view, pen);
  return {
    lang: words.formats.language,
    speak: words.openSpoken({ severity, requestId, plan: words.noMail.explain }),
    fallbackText: words.openFallback({ severity, requestId }),
    requestId,
    revision,
    tone: tones[view.severity],
    kicker: words.kicker({ severity, requestId }),
    title: words.noMail.title,
    // Whether it is a dry run matters once there is something to remove.
    banners: banners({ ...view, dryRun: false }, pen),
    facts,
    origin: originLines(view, pen),
    detailsButtons: details.length > 0 ? [{ title: words.button.more }] : [],
    details,
    explain: words.noMail.explain,
    lines: linesOf([words.noMail.whatToDo, ...searchLines(view, pen)]),
    deadline: deadline(view, pen),
    reasonInput: { label: words.input.reason, placeholder: words.input.reasonHint },
    find: words.noMail.button,
    reject: words.button.reject,
    linkButtons: closerLook(view, pen),
  };
}

/** Without a mail, what the source calls it is the first that tells anything. */
function told(view: NoMailView, pen: Pen): { facts: LabeledLine[]; details: LabeledLine[] } {
  const { fact } = pen.words;
  const further = furtherFacts(view, pen);
  const isTitle = ({ label }: LabeledLine) => label === fact.title;
  const main = mainFacts(view, pen);
  return { facts: [...further.filter(isTitle), ...main], details: further.filter((line) => !isTitle(line)) };
}

function searchLines({ noMail: { search, asked } }: NoMailView, pen: Pen): (string | undefined)[] {
  const { words } = pen;
  const command = search && typedCommand(search, pen);
  return [
    command === undefined ? undefined : words.noMail.typed({ command }),
    search === undefined ? words.noMail.tooLittle : undefined,
    asked.length > 0 ? words.noMail.asked(pen.first(asked)) : undefined,
  ];
}
