/** The sandbox tenant as tests and the demo see it: a stand-in for Teams, Entra ID, and Graph on loopback. */

export interface Persona {
  readonly key: 'ana' | 'ben' | 'eve' | 'gus';
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

export interface TeamsSide {
  readonly team: { readonly id: string; readonly name: string };
  readonly channel: { readonly id: string; readonly name: string };
  readonly people: Readonly<Record<Persona['key'], Persona>>;
  /** Sends the installationUpdate and conversationUpdate that Teams sends when the app is added to the team. */
  installApp(): Promise<void>;
  removeApp(): Promise<void>;
  /** Root posts of the channel, oldest first, with their threads. */
  posts(): readonly Post[];
  /** Posts of the person's chat with the bot. */
  chat(as: Persona['key']): readonly Post[];
  /** Types a message: in the channel (with a mention of the bot) or in personal chat. */
  say(
    text: string,
    options: { as: Persona['key']; where: 'channel' | 'personal'; inThread?: string },
  ): Promise<Delivery>;
  click(options: ClickOptions): Promise<Delivery[]>;
  /** Any activity, signed like the real thing unless a token is given. */
  deliver(activity: Record<string, unknown>, token?: string): Promise<Delivery>;
  /** Scripted faults of the connector: the next matching calls answer so. */
  fail(fault: {
    on: 'post' | 'reply' | 'update' | 'member';
    status: number;
    retryAfter?: string;
    times?: number;
  }): void;
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
  /** Takes effect, then answers 504 or resets the connection. */
  | { readonly kind: 'acceptThen'; readonly then: 504 | 'reset' }
  /** Resets before anything is read. */
  | { readonly kind: 'reset' }
  /** Takes effect, answers only after so many milliseconds. */
  | { readonly kind: 'late'; readonly ms: number };

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
  /** The behaviour while nothing is scripted (default: accept). */
  standing: GraphBehaviour;
  /** Does beta know `approverUpn`? (Default true: the documented body; false: 400 naming it.) */
  knowsApproverUpn: boolean;
  mailboxes(): readonly Mailbox[];
  addMail(mail: {
    networkMessageId: string;
    recipientEmailAddress: string;
    subject?: string;
    location?: string;
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
}

export interface Tenant {
  readonly teams: TeamsSide;
  readonly graph: GraphSide;
  readonly entra: EntraSide;
  /** Settings that make the service talk to this tenant only (INTERFACE names), without PORT, DATA_DIR, POLICY_FILE. */
  environment(): Record<string, string>;
  /** Name and secret under which alerts may be pushed. */
  readonly alertSource: { readonly name: string; readonly secret: string };
  /** Where the service under test listens, once it does. */
  connect(serviceOrigin: string): void;
  /** Signs and posts one alert. */
  pushAlert(
    body: Record<string, unknown>,
    options?: { source?: string; secret?: string; id?: string; timestamp?: number },
  ): Promise<Delivery>;
  /** A realistic alert; its mails exist in the mailboxes. `sample` picks one of three stories. */
  sampleAlert(sample?: 0 | 1 | 2): Record<string, unknown>;
  /** Unknown routes, bad bodies, missing tokens: whatever a real tenant would not have taken. Tests assert it empty. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}
