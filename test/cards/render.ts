import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';
import { withTinyDocument } from './tiny-document.ts';

/** What is used of the renderer. Its own types lead the compiler into its sources, which break our rules. */
interface Renderer {
  readonly SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): Complaint };
  readonly HostConfig: new (settings: object) => object;
  readonly ExecuteAction: new () => ExecuteAction;
  readonly AdaptiveCard: {
    new (): DrawnCard;
    onProcessMarkdown: (text: string, result: { outputHtml?: string; didProcess: boolean }) => void;
  };
}
interface Complaint {
  readonly message: string;
}
interface ExecuteAction {
  readonly verb: string;
  readonly data: unknown;
  execute(): void;
}
interface DrawnCard {
  hostConfig: object;
  onExecuteAction: (action: unknown) => void;
  parse(card: object, context: object): void;
  validateProperties(): { readonly validationEvents: readonly Complaint[] };
  render(): { readonly outerHTML: string } | undefined;
  getActionCount(): number;
  getActionAt(index: number): unknown;
}

// The package's `main` is ES modules without file extensions, which Node does not resolve; its bundle loads.
const require = createRequire(import.meta.url);
const renderer: Renderer = require('adaptivecards/dist/adaptivecards.js');
// More eager than Teams: bare addresses become links as well.
const markdown = new MarkdownIt({ linkify: true });

/** 3.0.6 checks `lang` with a global RegExp, which remembers where it stopped and so refuses every second card. */
const everySecondTime = 'Invalid value "en" for property "lang".';

/** Teams draws charts, this renderer does not; that each has a fallback is for the schema to say. */
const unknownChart = 'Unknown element type "Chart.';

export interface Rendered {
  readonly html: string;
  /** What the renderer found wrong with the card. */
  readonly complaints: readonly string[];
}

/** The card as Microsoft's renderer draws it, with Markdown where Teams has it. */
export function render(card: Record<string, unknown>): Rendered {
  return withTinyDocument(() => {
    const context = new renderer.SerializationContext();
    const drawn = parse(card, context);
    const found = Array.from({ length: context.eventCount }, (_none, index) => context.getEventAt(index));
    const complaints = [...found, ...drawn.validateProperties().validationEvents]
      .map(({ message }) => message)
      .filter((message) => message !== everySecondTime && !message.startsWith(unknownChart));
    renderer.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = markdown.render(text);
      result.didProcess = true;
    };
    return { html: drawn.render()?.outerHTML ?? '', complaints };
  });
}

/** What the button with this verb sends, inputs and all, as the renderer collects it. */
export function clickOn(card: Record<string, unknown>, verb: string): Record<string, unknown> {
  return withTinyDocument(() => {
    const drawn = parse(card, new renderer.SerializationContext());
    drawn.render();
    let sent: Record<string, unknown> = {};
    drawn.onExecuteAction = (action) => {
      if (action instanceof renderer.ExecuteAction) sent = { ...(action.data as object) };
    };
    for (let index = 0; index < drawn.getActionCount(); index += 1) {
      const action = drawn.getActionAt(index);
      if (action instanceof renderer.ExecuteAction && action.verb === verb) action.execute();
    }
    return sent;
  });
}

function parse(card: Record<string, unknown>, context: object): DrawnCard {
  const drawn = new renderer.AdaptiveCard();
  drawn.hostConfig = new renderer.HostConfig({ supportsInteractivity: true });
  drawn.parse(card, context);
  return drawn;
}
