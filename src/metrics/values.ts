/** The closed lists behind the labels of src/metrics.ts, where no other file has them. docs/metrics.md explains each value. */
import { refusalReasons } from '../approval/lifecycle.ts';
import type { FeedProblem } from '../workflow/alert-feed.ts';
import type { MailSearchAnswer, SearchProblem } from '../workflow/found-mail.ts';
import type { Notice } from '../workflow/request-view.ts';
import type { CardVerb } from '../workflow/steps.ts';
import { cardVerbs } from '../workflow/steps.ts';

/** All of a union, in this order: one too few does not compile, nor does one too many. */
function every<Member extends string>(members: Readonly<Record<Member, true>>): readonly Member[] {
  return Object.keys(members) as Member[];
}

const searchProblems = every<SearchProblem>({
  permission: true,
  licence: true,
  credential: true,
  throttled: true,
  tooLong: true,
  refused: true,
  unavailable: true,
});
const notices = every<Notice>({
  staleRevision: true,
  alreadyDecided: true,
  alreadyApprovedByYou: true,
  checkingAgain: true,
  nothingUnclear: true,
  ownCard: true,
  foundBelow: true,
  undoAsked: true,
  askedAgain: true,
});

export const alertResults = [
  'taken',
  'duplicate',
  'unauthenticated',
  'forbidden',
  'throttled',
  'invalid',
  'tooLarge',
  'unavailable',
] as const;

/** `request` stands below mail that `find` found. */
export const clickVerbs = [...cardVerbs, 'request'] as const satisfies readonly (CardVerb | 'request')[];
export const clickResults = [
  ...new Set<string>(['done', ...notices, ...refusalReasons, 'notSearched' satisfies MailSearchAnswer['kind']]),
];
export const commandResults = [...new Set<string>(['done', ...refusalReasons, ...searchProblems])];

export const graphOutcomes = ['accepted', 'duplicate', 'refused', 'approverUpnRefused', 'notNow', 'unclear'] as const;
export const directoryOutcomes = [
  'known',
  'unknown',
  'refused',
  'throttled',
  'timedOut',
  'unavailable',
  'notAsked',
  'tooMany',
] as const;
export const searchResults = ['found', ...searchProblems] as const;
export const pollResults = every<FeedProblem | 'done' | 'tooMany' | 'failed'>({
  done: true,
  permission: true,
  credential: true,
  licence: true,
  throttled: true,
  tooLong: true,
  tooLarge: true,
  tooMany: true,
  foreignLink: true,
  garbage: true,
  refused: true,
  unavailable: true,
  failed: true,
});
export const polledResults = ['taken', 'duplicate', 'unreadable', 'foreign', 'action', 'failed'] as const;
export const verdicts = ['accepted', 'lookAgain', 'callAgain', 'person'] as const;

const tokenFlaws = ['noToken', 'malformed', 'issuer', 'signature', 'unknownKey', 'notEndorsed', 'audience'] as const;
const activityFlaws = [
  'notAnObject',
  'type',
  'id',
  'channelId',
  'from',
  'objectId',
  'conversation',
  'team',
  'recipient',
  'tenant',
  'text',
  'value',
  'foreignTenant',
] as const;
export const doorFlaws = [...tokenFlaws, 'expired', 'notYetValid', 'serviceUrl', ...activityFlaws] as const;

export const teamsCalls = ['create', 'send', 'update', 'member', 'other'] as const;
export const teamsOutcomes = [
  'done',
  'teamsUnavailable',
  'teamsThrottled',
  'teamsRefused',
  'teamsGone',
  'tokenUnavailable',
  'internal',
] as const;

export const workStandings = ['due', 'later', 'underWay', 'givenUp'] as const;
export const connectionStates = ['busy', 'idle', 'waiting'] as const;
