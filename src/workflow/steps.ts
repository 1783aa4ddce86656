/** The steps as the edges see them: ports already bound by compose.ts. */

import type { RefusalReason } from '../approval/lifecycle.ts';
import type {
  Alert,
  EmailByMessage,
  Person,
  RemediationAction,
  RequestId,
  RequestState,
  Severity,
} from '../approval/request.ts';
import type { ChannelFilter } from '../approval/routing.ts';
import type { FoundClick, MailCriteria, MailSearchAnswer, MailSearchView } from './found-mail.ts';
import type { PastRequest } from './past-request.ts';
import type { RecipientsPage } from './recipients-page.ts';
import type { RequestStatus } from './request-status.ts';
import type { RequestView } from './request-view.ts';
import type { StatsView } from './stats-view.ts';
import type { ChannelAddress, Installation, RequestSummary } from './store-port.ts';

export interface AlertAnswer {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly state: RequestState;
  /** The same source and alertId came before; nothing was changed. */
  readonly duplicate: boolean;
}

/** What one click on a card asks for; inputs absent from the card mean "unchanged". */
export interface CardClick {
  readonly verb: CardVerb;
  readonly requestId: RequestId;
  /** The revision that was on the card. */
  readonly revision: number;
  readonly action?: RemediationAction;
  readonly severity?: Severity;
  readonly remediateSendersCopy?: boolean;
  readonly reason?: string;
  /** `recipients` only: which page, from 1. */
  readonly page?: number;
}
export const cardVerbs = [
  'approve',
  'reject',
  'revoke',
  'retry',
  'checkAgain',
  'sendAgain',
  'askAgain',
  'find',
  'undo',
  'refresh',
  'open',
  'recipients',
] as const;
export type CardVerb = (typeof cardVerbs)[number];

export type ClickAnswer =
  /**
   * The card as it stands now (the view's notice says why it is not what was clicked, if so); with `recipients`, one page
   * of them in its place, for the clicker alone; with `found`, what is to be said below the card.
   */
  | {
      readonly kind: 'card';
      readonly view: RequestView;
      readonly recipients?: RecipientsPage;
      readonly found?: MailSearchView;
    }
  /** `find` only: the search could not be made. */
  | NotSearched
  /** One sentence for this person alone. */
  | ({ readonly kind: 'refused'; readonly reason: RefusalReason; readonly requestId: RequestId } & RefusalDetails);

/** What else a refusal can tell. */
export interface RefusalDetails {
  /** When it may be worth trying again. */
  readonly tryAgainAt?: number;
  /** Another request, which the sentence names. */
  readonly otherId?: RequestId;
}

export interface RemovalRequest {
  readonly emails: readonly [EmailByMessage, ...EmailByMessage[]];
  readonly action: RemediationAction;
  /** Absent where nobody said how bad it is: it then counts as medium. */
  readonly severity?: Severity;
  readonly because?: string;
}
/** What a removal that somebody asked for came to; everything is counted in emails. */
export interface RemovalAnswer {
  /** The request that was opened; where nothing was new, the first that has it already. */
  readonly view: RequestView;
  readonly channelBound: boolean;
  /** Nothing was new, and an open request (the view) asks for some of it. */
  readonly alreadyOpen: boolean;
  /** What the opened request asks for: 0 where nothing was new. */
  readonly asked: number;
  readonly named: number;
  /** What was left out of it: by the requests that ask for it already, and by those that had it remediated. */
  readonly openElsewhere: readonly LeftOut[];
  readonly remediated: readonly LeftOut[];
}
export interface LeftOut {
  readonly requestId: RequestId;
  readonly emails: number;
}

export type UndoAnswer =
  | {
      readonly kind: 'done';
      /** The request that puts back what the other one moved, once it is approved. */
      readonly undoId: RequestId;
      readonly emailCount: number;
      readonly channelBound: boolean;
      /** Somebody else asked before, and that is not over yet. */
      readonly alreadyAsked: boolean;
    }
  | ({ readonly kind: 'refused'; readonly reason: RefusalReason } & RefusalDetails);

export type CommandAnswer<T> =
  | ({ readonly kind: 'done' } & T)
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type NotSearched = Extract<MailSearchAnswer, { readonly kind: 'notSearched' }>;
export type SearchAnswer = CommandAnswer<{ readonly search: MailSearchView }> | NotSearched;

/** What a click below a message that was found came to. */
export interface RequestedFromSearch {
  readonly search: MailSearchView;
  readonly requestId: RequestId;
  /** Absent: this message had been asked for from this search before. */
  readonly removal?: RemovalAnswer;
}

/** Who asks, and where, by command, click or dialog: mail facts are answered to approvers and in bound channels' teams only. */
export interface Asker {
  readonly person: Person;
  /** Team of the channel in which it was asked; absent in personal chat. */
  readonly teamId?: string;
  /** Asks the roster, where it was asked outside of a team. Never inside a transaction: it goes over the network. */
  readonly isMemberOf?: (teamId: string) => Promise<boolean>;
}

/** What other channels take of the alerts, beside the one that was spoken of. */
export interface AlertsElsewhere {
  /** UPN of who bound the channel that takes all the rest; absent where none does. */
  readonly restBoundBy?: string;
  /** How many take only alerts of one source, or from a severity up. */
  readonly chosen: number;
}

/** `some`: what a rule names them for, though they are no regular approver; `none`: see the reason. */
export type PersonExplained =
  | { readonly mayApprove: 'all' | 'some' }
  | { readonly mayApprove: 'none'; readonly reason: RefusalReason };

export interface Steps {
  /** `traceparent` (W3C): of the span that its source raised it in. */
  receiveAlert(alert: Alert, traceparent?: string): Promise<AlertAnswer>;
  /** Undefined where there is no such request, or none of the source's alerts contributed to it. */
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
  /**
   * Every verb of a card; `refresh` and `recipients` only look, `open` may post the card anew. `isPrivate`: nobody but the
   * clicker reads what `find` finds; absent: others do.
   */
  click(click: CardClick, by: Asker, where?: { readonly isPrivate: boolean }): Promise<ClickAnswer>;
  requestRemoval(asked: RemovalRequest, by: Asker): Promise<CommandAnswer<RemovalAnswer>>;
  /** Why this person may not ask for a removal; undefined where they may. Asked before anything is shown to them. */
  whyNotRequest(by: Asker): Promise<RefusalReason | undefined>;
  /** Opens a request that puts back what this one moved. */
  requestUndo(id: RequestId, by: Asker): Promise<UndoAnswer>;
  /** `isPrivate`: nobody but the asker reads the answer. */
  searchMail(criteria: MailCriteria, by: Asker, where: { readonly isPrivate: boolean }): Promise<SearchAnswer>;
  requestFound(click: FoundClick, by: Asker): Promise<CommandAnswer<RequestedFromSearch>>;
  /** By whoever asked for it, while nobody has decided. */
  withdraw(id: RequestId, by: Asker): Promise<CommandAnswer<object>>;
  showRequest(id: RequestId, by: Asker): Promise<CommandAnswer<{ view: RequestView }>>;
  listPending(
    page: { limit: number; offset: number },
    by: Asker,
  ): Promise<CommandAnswer<{ total: number; requests: RequestSummary[] }>>;
  /** Requests that are decided or ended, the newest decision first. */
  listHistory(
    page: { limit: number; offset: number },
    by: Asker,
  ): Promise<CommandAnswer<{ requests: PastRequest[]; mayBeMore: boolean }>>;
  /** `alerts here`, with what this channel is to take; in the place of what it took before. */
  bindChannel(
    channel: ChannelAddress,
    takes: ChannelFilter,
    by: Person,
  ): Promise<CommandAnswer<{ waiting: number; elsewhere: AlertsElsewhere }>>;
  unbindChannel(
    channel: ChannelAddress,
    by: Person,
  ): Promise<CommandAnswer<{ wasBound: boolean; elsewhere: AlertsElsewhere }>>;
  /** What was counted in the last 7 and 30 days. */
  readStats(by: Asker): Promise<CommandAnswer<{ stats: StatsView }>>;
  /** What the policy says of this person, for `whoami`. */
  explainPerson(person: Person): Promise<PersonExplained>;
  /** `arrived`: the app came (back) into the team; otherwise it was merely heard of. */
  learnInstallation(installation: Installation, how: { readonly arrived: boolean }): Promise<void>;
  forgetInstallation(teamId: string): Promise<void>;
  /** The channel was deleted. */
  forgetChannel(channelId: string): Promise<void>;
  restoreChannel(channelId: string): Promise<void>;
}
