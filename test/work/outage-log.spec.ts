import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { createOutageLog, type OutageLog, takingWork } from '../../src/work/outage-log.ts';
import { type LogLine, recordingLog } from './recording-log.ts';

describe('the log of a part that fails again and again', () => {
  const away = new ServiceError('storeUnavailable');
  let now: number;
  let lines: LogLine[];
  let outage: OutageLog;
  beforeEach(() => {
    const recording = recordingLog();
    now = 0;
    lines = recording.lines;
    outage = createOutageLog(recording.log, takingWork, { part: 'thread' }, { now: () => now });
  });

  it('says the first failure at once, and then one line every half minute that counts them', () => {
    for (; now < 61_000; now += 500) outage.failed(away);

    assert.deepEqual(
      lines.map(({ level, fields, message }) => [level, fields['part'], fields['code'], fields['times'], message]),
      [1, 60, 60].map((times) => ['error', 'thread', 'storeUnavailable', times, takingWork.failed]),
    );
  });

  it('says once that it works again, and nothing where it always did', () => {
    outage.worked();
    outage.failed(away);
    outage.worked();
    outage.worked();

    assert.deepEqual(
      lines.map(({ level, message }) => [level, message]),
      [
        ['error', takingWork.failed],
        ['info', takingWork.works],
      ],
    );
  });

  it('stays readable where it fails and works in turns', () => {
    for (; now < 30_000; now += 100) {
      outage.failed(away);
      outage.worked();
    }

    assert.equal(lines.length, 2);
  });

  it('tells the code of the cause, and nothing that it said', () => {
    const cause = Object.assign(new Error('relation "alert" of mia@contoso.example'), { code: '42P01' });
    outage.failed(new ServiceError('storeUnavailable', undefined, { cause }));

    assert.equal(lines[0]?.fields['cause'], '42P01');
    assert.doesNotMatch(JSON.stringify(lines), /mia/);
  });
});
