/** The steps as the edges see them: ports already bound by compose.ts. */

import type { RefusalReason } from '../approval/lifecycle.ts';
import type { Alert, Person, RemediationAction, RequestId, RequestState, Severity } from '../approval/request.ts';
import type { ChannelFilter } from '../approval/routing.ts';
import type { RequestStatus } from './request-status.ts';
import type { RequestView } from './request-view.ts';
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
}
export const cardVerbs = [
  'approve',
  'reject',
  'revoke',
  'retry',
  'checkAgain',
  'sendAgain',
  'refresh',
  'open',
] as const;
export type CardVerb = (typeof cardVerbs)[number];

export type ClickAnswer =
  /** The card as it stands now (the view's notice says why it is not what was clicked, if so). */
  | { readonly kind: 'card'; readonly view: RequestView }
  /** One sentence for this person alone. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly requestId: RequestId };

export interface RemovalRequest {
  readonly networkMessageId: string;
  readonly recipients: readonly [string, ...string[]];
  readonly action: RemediationAction;
  readonly because?: string;
}
export type CommandAnswer<T> =
  | ({ readonly kind: 'done' } & T)
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** Where a command was typed: mail facts are answered to approvers and in bound channels' teams only. */
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
  receiveAlert(alert: Alert): Promise<AlertAnswer>;
  /** Undefined where there is no such request, or none of the source's alerts contributed to it. */
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
  /** Every verb of a card; `open` and `refresh` only look. */
  click(click: CardClick, by: Asker): Promise<ClickAnswer>;
  /** `alreadyOpen`: an open request (the view) asks for all of it already. */
  requestRemoval(
    asked: RemovalRequest,
    by: Asker,
  ): Promise<CommandAnswer<{ view: RequestView; channelBound: boolean; alreadyOpen: boolean }>>;
  showRequest(id: RequestId, by: Asker): Promise<CommandAnswer<{ view: RequestView }>>;
  listPending(
    page: { limit: number; offset: number },
    by: Asker,
  ): Promise<CommandAnswer<{ total: number; requests: RequestSummary[] }>>;
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
  /** What the policy says of this person, for `whoami`. */
  explainPerson(person: Person): Promise<PersonExplained>;
  /** `arrived`: the app came (back) into the team; otherwise it was merely heard of. */
  learnInstallation(installation: Installation, how: { readonly arrived: boolean }): Promise<void>;
  forgetInstallation(teamId: string): Promise<void>;
  /** The channel was deleted. */
  forgetChannel(channelId: string): Promise<void>;
  restoreChannel(channelId: string): Promise<void>;
}
