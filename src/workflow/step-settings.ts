/** What the steps need to know of the settings (INTERFACE section 4). Durations in milliseconds. */
export interface StepSettings {
  /** REMEDIATION_MODE=dry-run: everything but the Graph call. */
  readonly dryRun: boolean;
  readonly batchSize: number;
  readonly reviseEveryMs: number;
  /** FOLD_ABOVE: cards waiting for one channel above which they are folded into a summary. */
  readonly foldAbove: number;
  /** RECONCILE_AFTER: delivery locations are looked at so long, twice and four times so long after an unclear call. */
  readonly reconcileAfterMs: number;
  /** VERIFY_SCHEDULE, ascending: when delivery locations are read after a submission. */
  readonly verifyScheduleMs: readonly number[];
  /** GRAPH_TIMEOUT: no call lasts longer. */
  readonly graphTimeoutMs: number;
  /** RETAIN_MAIL_FACTS: so long after its end the mail facts of a request are blanked. */
  readonly retainMailFactsMs: number;
  /** The bot's own tenant: where alerts and their remediations belong. */
  readonly tenantId: string;
  /** OUTCOME_CALLBACKS: the sources that are told how requests ended; absent: none. */
  readonly callbackSources?: readonly string[];
  /** ALERT_CHANNEL; absent: the channel bound by `alerts here`. */
  readonly alertChannel?: { readonly teamId: string; readonly channelId: string };
  /** TEAMS_SERVICE_URL: used until an activity has told the real one. */
  readonly serviceUrl?: string;
}
