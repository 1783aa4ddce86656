import { parseDuration } from '../approval/duration.ts';
import type { RemediationConfig } from './config-types.ts';
import { durationExpectation, type SettingReader, splitList } from './setting-reader.ts';

export function readRemediation(read: SettingReader): RemediationConfig {
  return {
    mode: read.choice('REMEDIATION_MODE', ['live', 'dry-run'], undefined),
    // The portal advises at most 50,000 messages a remediation (Defender for Office 365 documentation).
    batchSize: read.whole('REMEDIATION_BATCH_SIZE', 1_000, { least: 1, most: 50_000 }),
    reconcileAfterMs: read.duration('RECONCILE_AFTER', 'PT2M'),
    verifyScheduleMs: readSchedule(read),
    reviseEveryMs: read.duration('REVISE_EVERY', 'PT30S', 0),
    retainMailFactsMs: read.duration('RETAIN_MAIL_FACTS', 'P90D'),
  };
}

const defaultSchedule = 'PT1M,PT5M,PT15M,PT1H,PT6H';

function readSchedule(read: SettingReader): readonly number[] {
  const times = splitList(read.text('VERIFY_SCHEDULE') ?? defaultSchedule).map(parseDuration);
  const positive = times.filter((ms) => ms !== undefined && ms > 0) as number[];
  if (positive.length < times.length || positive.length === 0) {
    const each = durationExpectation('longer than zero', 'PT15M');
    read.refuse('VERIFY_SCHEDULE', `${each}, or several of them with commas between them`);
  }
  return [...new Set(positive)].toSorted((a, b) => a - b);
}
