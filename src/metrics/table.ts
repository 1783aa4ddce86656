/** Every metric there is. createMeter (src/meter.ts) makes them of this; docs/metrics.md and infra/observe/ are held to it. */
import { outcomes } from '../approval/stats.ts';
import { countedCommands } from '../workflow/observed-steps.ts';
import { standingBatches, standingStates } from '../workflow/standing.ts';
import { workKinds } from '../workflow/work.ts';
import {
  alertResults,
  clickResults,
  clickVerbs,
  commandResults,
  connectionStates,
  directoryOutcomes,
  doorFlaws,
  graphOutcomes,
  polledResults,
  pollResults,
  searchResults,
  teamsCalls,
  teamsOutcomes,
  verdicts,
  workStandings,
} from './values.ts';

export interface Metric {
  /**
   * `seconds` and `hours` are histograms, of seconds both. `store gauge`: of the whole store, the same at each instance
   * of it; all others are what this instance did since its start.
   */
  readonly kind: 'counter' | 'seconds' | 'hours' | 'gauge' | 'store gauge';
  readonly help: string;
  /** With every value that there is. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Where this is switched off it has no lines, by which alert rules know. */
  readonly onlyWith?: Switch;
}

/** What settings switch on. */
export type Switch = 'polling' | 'callbacks' | 'signing' | 'tracing';

/** Values that no list here can hold: HTTP's statuses, routes, versions. */
const open: readonly string[] = [];

export const metrics = {
  countersign_alerts_total: {
    kind: 'counter',
    help: 'Alerts pushed over HTTP or polled, by what became of them.',
    labels: { result: alertResults },
  },
  countersign_requests_opened_total: {
    kind: 'counter',
    help: 'Requests opened, dry runs not among them.',
    labels: {},
  },
  countersign_requests_ended_total: {
    kind: 'counter',
    help: 'Requests ended, by how; one that failed and was taken up again, each time it ends.',
    labels: { outcome: outcomes },
  },
  countersign_time_to_decide_seconds: {
    kind: 'hours',
    help: 'Time from opening a request until its quorum was met or it was rejected.',
    labels: {},
  },
  countersign_time_to_proof_seconds: {
    kind: 'hours',
    help: "Time from Graph's last answer until the mailboxes were looked at for the last time.",
    labels: {},
  },
  countersign_clicks_total: {
    kind: 'counter',
    help: 'Clicks on cards, by verb and what became of them.',
    labels: { verb: clickVerbs, result: clickResults },
  },
  countersign_commands_total: {
    kind: 'counter',
    help: 'Commands, and dialogs that do the same, by command and what became of them.',
    labels: { command: countedCommands, result: commandResults },
  },
  countersign_graph_calls_total: {
    kind: 'counter',
    help: 'Calls to Microsoft Graph, by outcome.',
    labels: { outcome: graphOutcomes },
  },
  countersign_graph_call_seconds: {
    kind: 'seconds',
    help: 'Time of one remediation call to Microsoft Graph.',
    labels: {},
  },
  countersign_directory_calls_total: {
    kind: 'counter',
    help: 'Questions to Microsoft Graph about people and groups, by outcome.',
    labels: { outcome: directoryOutcomes },
  },
  countersign_mail_searches_total: {
    kind: 'counter',
    help: 'Searches for mail with `find`, by what Microsoft Graph answered.',
    labels: { result: searchResults },
  },
  countersign_reconciliations_total: {
    kind: 'counter',
    help: 'Looks at the mailboxes after a Graph call without an answer, by verdict.',
    labels: { verdict: verdicts },
  },
  countersign_activities_refused_total: {
    kind: 'counter',
    help: 'Activities refused at the door of the bot, by what was wrong with them.',
    labels: { flaw: doorFlaws },
  },
  countersign_teams_calls_total: {
    kind: 'counter',
    help: 'Calls to the Teams connector, by call and outcome.',
    labels: { call: teamsCalls, outcome: teamsOutcomes },
  },
  countersign_gone_total: {
    kind: 'counter',
    help: 'Times that Teams said, or showed, that something we write to is gone, by what it is.',
    labels: { what: ['app', 'channel', 'card'] },
  },
  countersign_work_total: {
    kind: 'counter',
    help: 'Durable work done or failed (tried again later, or given up), by kind.',
    labels: { kind: workKinds, result: ['done', 'failed', 'givenUp'] },
  },
  countersign_work_seconds: {
    kind: 'seconds',
    help: 'Time of one piece of durable work, whatever became of it.',
    labels: { kind: workKinds },
  },
  countersign_polls_total: {
    kind: 'counter',
    help: 'Times that Graph was asked for new alerts of Defender, by what came of it.',
    labels: { result: pollResults },
    onlyWith: 'polling',
  },
  countersign_polled_alerts_total: {
    kind: 'counter',
    help: 'Alerts that were polled, by what became of them.',
    labels: { result: polledResults },
    onlyWith: 'polling',
  },
  countersign_callbacks_total: {
    kind: 'counter',
    help: "Calls to an alert's source that tell how its request ended, by what came of them.",
    labels: { result: ['told', 'again', 'givenUp'] },
    onlyWith: 'callbacks',
  },
  countersign_audit_checkpoints_total: {
    kind: 'counter',
    help: 'Daily signatures of the audit chain by this instance.',
    labels: { result: ['signed', 'failed'] },
    onlyWith: 'signing',
  },
  countersign_policy_reloads_total: {
    kind: 'counter',
    help: 'Changes of the policy file while the service runs, by what became of them.',
    labels: { result: ['loaded', 'refused'] },
  },
  countersign_http_requests_total: {
    kind: 'counter',
    help: 'HTTP requests answered, by route and status.',
    labels: { route: open, status: open },
  },
  countersign_http_seconds: {
    kind: 'seconds',
    help: 'Time from the last byte of the headers to the answer, by route.',
    labels: { route: open },
  },
  countersign_trace_exports_total: {
    kind: 'counter',
    help: 'Batches of traces, by whether the collector took them.',
    labels: { result: ['sent', 'lost'] },
    onlyWith: 'tracing',
  },
  countersign_undeclared_total: {
    kind: 'counter',
    help: 'Counts under a name that is not in this table: a defect.',
    labels: { name: open },
  },
  countersign_build_info: {
    kind: 'gauge',
    help: 'Always 1; which version of the service this is.',
    labels: { version: open },
  },
  countersign_store_up: {
    kind: 'gauge',
    help: '1 where the store could be read for this answer, else 0, and everything of the whole store is missing.',
    labels: {},
  },
  countersign_database_connections: {
    kind: 'gauge',
    help: 'Connections of this instance to PostgreSQL, and whoever waits for one.',
    labels: { state: connectionStates },
  },
  countersign_policy_refused: {
    kind: 'gauge',
    help: '1 where the policy file cannot be used as it is now, and the policy before it goes on deciding; else 0.',
    labels: {},
  },
  countersign_requests: {
    kind: 'store gauge',
    help: 'Requests that are open or under way, by state.',
    labels: { state: standingStates },
  },
  countersign_oldest_request_seconds: {
    kind: 'store gauge',
    help: 'Age of the oldest request of that state, since it was opened; missing where there is none.',
    labels: { state: standingStates },
  },
  countersign_batches: {
    kind: 'store gauge',
    help: 'Calls to Graph that are to be made, being made, unclear, or accepted and not yet settled.',
    labels: { state: standingBatches },
  },
  countersign_work_items: {
    kind: 'store gauge',
    help: 'Durable work by kind: due, due later, under way, given up.',
    labels: { kind: workKinds, standing: workStandings },
  },
  countersign_work_oldest_due_seconds: {
    kind: 'store gauge',
    help: 'How long the work that has been due for the longest has waited, by kind; 0 where nothing is due.',
    labels: { kind: workKinds },
  },
  countersign_audit_signed_timestamp_seconds: {
    kind: 'store gauge',
    help: 'When the audit chain was last signed, in seconds since 1970; 0 where it never was.',
    labels: {},
    onlyWith: 'signing',
  },
} as const satisfies Record<string, Metric>;
