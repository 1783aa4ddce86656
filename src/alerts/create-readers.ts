import type { ReadAlerts } from './alert-reader.ts';
import type { Digest } from './draft.ts';
import { finishAlerts } from './finish-alerts.ts';
import { draftMicrosoft } from './microsoft/draft-microsoft.ts';
import { parseAlert } from './parse-alert.ts';
import { draftSublime } from './sublime/draft-sublime.ts';

export interface AlertReaders {
  /** Our own body, INTERFACE section 3: exactly one alert, which names its source itself. */
  readonly own: ReadAlerts;
  readonly defender: ReadAlerts;
  readonly sentinel: ReadAlerts;
  readonly sublime: ReadAlerts;
}

/** The readers of every alert route. Hashing is handed in: nothing here knows an SDK. */
export function createReaders(digest: Digest): AlertReaders {
  const microsoft: ReadAlerts = (body, source) => finishAlerts(draftMicrosoft(body), { source, digest });
  return {
    own(body) {
      const parsed = parseAlert(body);
      return parsed.kind === 'ok' ? { kind: 'alerts', alerts: [parsed.alert] } : parsed;
    },
    // Sentinel passes on what Defender writes, and Logic Apps send one where the other is meant: the shape decides.
    defender: microsoft,
    sentinel: microsoft,
    sublime: (body, source) => finishAlerts(draftSublime(body), { source, digest }),
  };
}
