/** The sandbox tenant as tests and the demo see it: a stand-in for Teams, Entra ID, and Graph on loopback. */
import type { AlertsSide } from './graph/alerts-types.ts';
import type { DirectoryGroup, DirectoryPerson, DirectorySide } from './graph/directory-types.ts';
import type { HuntingSide } from './graph/hunting-types.ts';
import type { Random, Share } from './seeded.ts';

export interface Persona {
  readonly key: 'ana' | 'ben' | 'lea' | 'eve' | 'gus';
  readonly name: string;
  /** Entra object id (GUID). */
  readonly objectId: string;
  /** Teams' id of the person, `29:…`. */
  readonly teamsId: string;
  readonly upn: string;
  readonly role: 'user' | 'guest';
  /** One line for the demo: "Approver", "Second approver", "Outsider: in the channel, but not an approver", "Guest". */
  readonly about: string;
}

/** One message in a channel or chat, as people see it. */
export interface Post {
  readonly id: string;
  readonly conversationId: string;
  /** `bot`, or the key of the person who wrote it. */
  readonly from: 'bot' | Persona['key'];
  readonly at: number;
  readonly editedAt?: number;
  readonly text?: string;
  /** Adaptive Card JSON, as sent. */
  readonly card?: Record<string, unknown>;
  readonly summary?: string;
  /** In the channel, and not said to the bot: Teams told it nothing. */
  readonly aside?: boolean;
  readonly replies: readonly Post[];
}

/** What one click or message came back with. */
export interface Delivery {
  /** HTTP status of the bot's answer. */
  readonly status: number;
  /** The bot's answer body (the invoke response), parsed. */
  readonly body: unknown;
  readonly milliseconds: number;
}

export interface ClickOptions {
  readonly as: Persona['key'];
  /** Root message that holds the card. */
  readonly postId: string;
  readonly verb: string;
  /** Values of the card's inputs, as Teams would send them (toggles as 'true'/'false'). */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Default: the `data` of the card's action with this verb. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Action.Execute (default) or the Action.Submit fallback of old clients. */
  readonly kind?: 'execute' | 'submit';
  /** Deliver the same click so often at once. */
  readonly times?: number;
  /** With `times`: the same activity id each time (a redelivery) or a new one (an impatient person). */
  readonly activityIds?: 'same' | 'new';
}

/** What somebody (or another app) posts without speaking to the bot. */
export interface PostContent {
  readonly text?: string;
  /** As Teams keeps it; in the place of `text`. */
  readonly html?: string;
  readonly card?: Record<string, unknown>;
}

export interface DialogOptions {
  readonly as: Persona['key'];
  /** The message on which the command was chosen. */
  readonly postId: string;
}

export interface DialogSubmission extends DialogOptions {
  /** What the command was answered with: the dialog as the person sees it. */
  readonly dialog: Delivery;
  /** What the person changed in its inputs. */
  readonly inputs?: Readonly<Record<string, string>>;
}

type TeamsRoute = 'post' | 'reply' | 'update' | 'member';

export type TeamsFault =
  /** Without effect. */
  | {
      readonly kind: 'status';
      readonly status: 401 | 403 | 404 | 412 | 429 | 500 | 502 | 503 | 504;
      readonly retryAfter?: string;
    }
  /** Without effect, without an answer. */
  | { readonly kind: 'reset' }
  /** Takes effect, and the answer does not tell. */
  | { readonly kind: 'doneBut'; readonly answer: 500 | 502 | 503 | 504 | 'reset' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Faults of the connector at random, in these shares of the calls. */
export interface TeamsFaults extends Readonly<Partial<Record<TeamsRoute, readonly Share<TeamsFault>[]>>> {
  readonly random: Random;
}

export interface TeamsFigures {
  /** Calls that took effect, whatever was answered. */
  readonly done: Readonly<Record<TeamsRoute, number>>;
  /** Of those: the answer did not tell. */
  readonly lost: Readonly<Record<TeamsRoute, number>>;
  /** Ids of posts and replies that stand, and whose sender was not told: the answer was lost, or nobody was there to hear it. */
  readonly untold: ReadonlySet<string>;
  readonly failed: number;
  /** Calls answered 429 because they came faster than the published limits. */
  readonly rateViolations: number;
}

export interface TeamsSide {
  readonly team: { readonly id: string; readonly name: string };
  readonly channel: { readonly id: string; readonly name: string };
  readonly people: Readonly<Record<Persona['key'], Persona>>;
  /** The language of a person's Teams, as each of their activities tells it (default `en-US`). */
  readonly locales: Map<Persona['key'], string>;
  /** Sends the installationUpdate and conversationUpdate that Teams sends when the app is added to the team. */
  installApp(): Promise<void>;
  /** Teams tells the bot, unless it is done `silently`. */
  removeApp(how?: { silently?: boolean }): Promise<void>;
  /** Undoes a silent removal, silently. */
  putBackApp(): void;
  /** Another channel of the same team. */
  readonly secondChannel: { readonly id: string; readonly name: string };
  /** Teams tells the bot, unless it does so `silently`. What was posted there can still be looked at by the test. */
  deleteChannel(channelId: string, how?: { silently?: boolean }): Promise<void>;
  restoreChannel(channelId: string): Promise<void>;
  /** Somebody deletes a message by hand: Teams tells the bot nothing. */
  deletePost(postId: string): void;
  /** Ids of channels in which the bot may not write (403 MessageWritesBlocked). */
  readonly blocked: Set<string>;
  /** Root posts of the channel, or of another, oldest first, with their threads. */
  posts(channelId?: string): readonly Post[];
  /** Posts of the person's chat with the bot, or of the group chat. */
  chat(as: Persona['key'] | 'group'): readonly Post[];
  /** Types a message: in personal chat, or (with a mention of the bot) in the channel or the group chat. */
  say(
    text: string,
    options: { as: Persona['key']; where: 'channel' | 'personal' | 'groupChat'; inThread?: string; inChannel?: string },
  ): Promise<Delivery>;
  click(options: ClickOptions): Promise<Delivery[]>;
  /** A root post in the (first) channel, about which Teams tells the bot nothing. */
  post(content: PostContent, options: { as: Persona['key']; inChannel?: string }): Post;
  /** "Ask for a removal" among the actions of a message. */
  openDialog(options: DialogOptions): Promise<Delivery>;
  /** The dialog's own button. */
  submitDialog(options: DialogSubmission): Promise<Delivery>;
  /** Any activity, signed like the real thing unless a token is given. */
  deliver(activity: Record<string, unknown>, token?: string): Promise<Delivery>;
  /** Scripted faults of the connector: the next matching calls answer so. */
  fail(fault: {
    on: 'post' | 'reply' | 'update' | 'member';
    status: number;
    retryAfter?: string;
    times?: number;
  }): void;
  /** Default: none. */
  faults: TeamsFaults | undefined;
  figures(): TeamsFigures;
  /** Told as soon as a call of the bot arrives. */
  onOutgoing: ((on: TeamsRoute) => void) | undefined;
  /** Teams' published limits per conversation and tenant (default on). */
  limits: 'published' | 'off';
  /** Resolves as soon as the condition holds (checked after each call the bot makes); rejects after `ms`. */
  until<T>(condition: () => T | undefined | false, ms?: number): Promise<T>;
}

export type GraphBehaviour =
  | { readonly kind: 'accept'; readonly status?: 202 | 204; readonly location?: string | null }
  | {
      readonly kind: 'status';
      readonly status: 400 | 401 | 403 | 409 | 429 | 500 | 503 | 504;
      readonly retryAfter?: string;
      readonly code?: string;
      readonly message?: string;
    }
  /** Takes effect, then answers so or resets the connection. */
  | { readonly kind: 'acceptThen'; readonly then: 500 | 502 | 504 | 'reset' }
  /** Resets before anything is read. */
  | { readonly kind: 'reset' }
  /** Answers only after so many milliseconds; takes effect at once (`first`, default) or only then, whoever still listens. */
  | { readonly kind: 'late'; readonly ms: number; readonly effect?: 'first' | 'last' };

export type GraphReadFault =
  | {
      readonly kind: 'status';
      readonly status: 403 | 404 | 429 | 500 | 503 | 504;
      readonly retryAfter?: string;
      readonly message?: string;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'late'; readonly ms: number };

/** Faults at random, in these shares of the calls. What is scripted comes first. */
export interface GraphFaults {
  readonly random: Random;
  readonly remediate?: readonly Share<GraphBehaviour>[];
  readonly read?: readonly Share<GraphReadFault>[];
}

/** What Graph was told, and how near to its limits it came. */
export interface GraphFigures {
  /** Remediations that took effect, whatever was answered. */
  readonly remediations: number;
  /** Emails that were told one action more than once, with the `client-request-id`s of those calls. */
  readonly toldTwice: readonly { mailbox: Mailbox; action: string; clientRequestIds: readonly string[] }[];
  /** `client-request-id`s of which more than one call got past the token. */
  readonly repeatedRequestIds: readonly string[];
  /** Remediate calls being answered now, and the most there ever were. */
  readonly atOnce: number;
  readonly mostAtOnce: number;
  /** Remediations that took effect and do not show everywhere yet, and the most there ever were. */
  readonly active: number;
  readonly mostActive: number;
  /** Calls answered 429 because fifty remediations were active. */
  readonly overLimit: number;
}

export interface GraphCall {
  readonly method: string;
  readonly path: string;
  readonly version: 'beta' | 'v1.0';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly answered: number | 'reset';
}

export interface Mailbox {
  readonly recipientEmailAddress: string;
  readonly networkMessageId: string;
  readonly id: string;
  readonly subject: string;
  /** `inbox_folder`, `junkFolder`, `deletedFolder`, `quarantine`, `onprem_external`, `others` … */
  readonly location: string;
  /** How often a remediation touched this email. */
  readonly remediations: number;
}

export interface GraphSide {
  /** Every call to the remediate action, oldest first. */
  readonly remediations: readonly GraphCall[];
  readonly calls: readonly GraphCall[];
  /** The next remediate calls behave so, one each; afterwards the standing behaviour again. */
  next(...behaviours: GraphBehaviour[]): void;
  /** The next reads (list, or one email) fail so, one each. */
  nextReads(...faults: GraphReadFault[]): void;
  /** The behaviour while nothing is scripted and no random fault is drawn (default: accept). */
  standing: GraphBehaviour;
  /** Default: none. */
  faults: GraphFaults | undefined;
  /** When a remediated email shows up in its new place: read so often and so old. Default: at once. */
  moveAfter: { readonly reads: number; readonly ms: number };
  /** Emails a page of the list (default 100). */
  pageSize: number;
  /** How delivery locations are spelt: as the metadata says, or differently with every read. */
  locationWords: 'documented' | 'odd';
  /** Told as soon as a remediate call arrives, before anything is read of it. */
  onRemediation: ((call: GraphCall) => void) | undefined;
  /** Told when a remediate call has taken effect, before it is answered. */
  onEffect: (() => void) | undefined;
  figures(): GraphFigures;
  /** Microsoft's own filter moves the email (by its id) to quarantine. */
  zap(id: string): void;
  /** Does beta know `approverUpn`? (Default true: the documented body; false: 400 naming it.) */
  knowsApproverUpn: boolean;
  /** Entra's groups by id, in any case. A change is seen by the next call. */
  readonly groups: Map<string, DirectoryGroup>;
  /** Entra's people by object id, in any case. A tenant's personas are in it from the start. */
  readonly people: Map<string, DirectoryPerson>;
  readonly directory: DirectorySide;
  readonly hunting: HuntingSide;
  /** What Defender has raised. */
  readonly alerts: AlertsSide;
  mailboxes(): readonly Mailbox[];
  addMail(mail: {
    networkMessageId: string;
    recipientEmailAddress: string;
    subject?: string;
    location?: string;
    /** From and envelope alike; for hunting. */
    sender?: string;
    urls?: readonly string[];
    /** Default: now. */
    receivedAt?: number;
  }): Mailbox;
}

export interface EntraSide {
  /** A token as the Bot Framework channel service signs it; overrides make it wrong on purpose. */
  botToken(overrides?: {
    claims?: Record<string, unknown>;
    key?: 'unknown' | 'unendorsed';
    algorithm?: string;
  }): Promise<string>;
  /** An app token as Entra issues it for an alert source. */
  appToken(overrides?: { claims?: Record<string, unknown>; key?: 'unknown' }): Promise<string>;
  /** What Entra says, by client id, to whoever asks for a token of that app, whatever is shown. Default: nothing. */
  readonly refusals: Map<string, string>;
  /** Claims, by client id, of the access tokens that Entra gives, on top of the usual ones. Default: none. */
  readonly claims: Map<string, Record<string, unknown>>;
}

export interface Tenant {
  readonly teams: TeamsSide;
  readonly graph: GraphSide;
  readonly entra: EntraSide;
  /** Settings that make the service talk to this tenant only (INTERFACE names), without PORT, DATA_DIR, POLICY_FILE. */
  environment(): Record<string, string>;
  /** Name and secret under which alerts may be pushed. */
  readonly alertSource: { readonly name: string; readonly secret: string };
  /** Where the service under test listens now: one instance, or several that are taken in turn. */
  connect(...serviceOrigins: string[]): void;
  /** Signs and posts one alert; `route`: in that vendor's own JSON. */
  pushAlert(
    body: Record<string, unknown>,
    options?: {
      source?: string;
      secret?: string;
      id?: string;
      timestamp?: number;
      route?: 'defender' | 'sentinel' | 'sublime';
    },
  ): Promise<Delivery>;
  /** A realistic alert; its mails exist in the mailboxes. `sample` picks one of three stories. */
  sampleAlert(sample?: 0 | 1 | 2): Record<string, unknown>;
  /** Unknown routes, bad bodies, missing tokens: whatever a real tenant would not have taken. Tests assert it empty. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}
