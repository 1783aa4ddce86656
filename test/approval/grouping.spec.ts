import assert from 'node:assert/strict';
import {
  type KnownRequests,
  mergedAlert,
  mergedContent,
  messageKeys,
  planOpening,
  recordOf,
} from '../../src/approval/grouping.ts';
import { type Alert, type AnalyzedEmail, emailKey, type RequestId } from '../../src/approval/request.ts';
import { anAlert, messageA, messageB } from '../support/builders.ts';
import { email } from './samples.ts';

const emails: Alert['emails'] = [email('hannah'), email('preston')];

function known(remediated: [AnalyzedEmail, RequestId][], decidedBefore?: RequestId): KnownRequests {
  return { remediated: new Map(remediated.map(([one, by]) => [emailKey(one), by])), decidedBefore };
}

describe('an alert that joins no open request', () => {
  it('opens one for all its emails', () => {
    assert.deepEqual(planOpening(emails, known([])), { kind: 'open', emails, earlierRequestId: undefined });
  });

  it('names the earlier request about the same message', () => {
    const plan = planOpening(emails, known([], 'CS-AAAAAA'));
    assert.deepEqual(plan, { kind: 'open', emails, earlierRequestId: 'CS-AAAAAA' });
  });

  it('asks only for what was not remediated yet', () => {
    const plan = planOpening(emails, known([[email('HANNAH'), 'CS-AAAAAA']], 'CS-AAAAAA'));
    assert.deepEqual(plan, { kind: 'open', emails: [email('preston')], earlierRequestId: 'CS-AAAAAA' });
  });

  it('is not kept from asking by what was remediated for others', () => {
    const plan = planOpening(emails, known([[email('adele'), 'CS-AAAAAA']]));
    assert.deepEqual(plan, { kind: 'open', emails, earlierRequestId: undefined });
  });

  it('asks once for what gathered alerts name twice', () => {
    const plan = planOpening([email('hannah'), email('preston'), email('HANNAH')], known([]));
    assert.deepEqual(plan, { kind: 'open', emails, earlierRequestId: undefined });
  });

  it('opens none where everything was remediated, and points to the request that did it', () => {
    const all = known([
      [email('hannah'), 'CS-AAAAAA'],
      [email('preston'), 'CS-BBBBBB'],
    ]);
    assert.deepEqual(planOpening(emails, all), { kind: 'alreadyRemediated', requestId: 'CS-AAAAAA' });
  });

  it('asks for emails that are known by id alone', () => {
    const plan = planOpening([{ id: 'AAMk' }, email('hannah')], known([[email('hannah'), 'CS-AAAAAA']]));
    assert.deepEqual(plan, { kind: 'open', emails: [{ id: 'AAMk' }], earlierRequestId: undefined });
  });

  it('opens one for nothing yet where it names no email, whatever was remediated', () => {
    const plan = planOpening([], known([[email('hannah'), 'CS-AAAAAA']], 'CS-AAAAAA'));
    assert.deepEqual(plan, { kind: 'open', emails: [], earlierRequestId: 'CS-AAAAAA' });
  });
});

describe('the record of an alert', () => {
  it('is its source’s own: the same id from another source is another one', () => {
    assert.deepEqual(recordOf(anAlert({ source: 'defender', record: 'da-1' })), { source: 'defender', id: 'da-1' });
    assert.equal(recordOf(anAlert()), undefined);
  });
});

describe('the messages of an alert', () => {
  it('are none where it names none', () => {
    assert.deepEqual(messageKeys([]), []);
  });

  it('are named once each, in lower case, in the order given', () => {
    const list = [email('hannah', messageB.toUpperCase()), email('hannah'), email('preston', messageB), { id: 'AAMk' }];
    assert.deepEqual(messageKeys(list), [messageB, messageA, 'id:AAMk']);
  });

  it('are found by message and by id where an email is known by both', () => {
    assert.deepEqual(messageKeys([{ ...email('hannah'), id: 'AAMk' }]), [messageA, 'id:AAMk']);
  });
});

describe('alerts that joined', () => {
  const alert = (over: Partial<Alert>) => anAlert({ emails: [email('hannah')], ...over });

  it('bring the highest severity and leave action and sender’s copy alone', () => {
    const before = { action: 'softDelete', severity: 'medium', remediateSendersCopy: false } as const;
    const joined = [alert({ severity: 'low' }), alert({ severity: 'high', recommendedAction: 'hardDelete' })];
    assert.deepEqual(mergedContent(before, joined), { ...before, severity: 'high' });
  });

  it('are one alert without emails where none of them names any, or with those that one does', () => {
    const empty = alert({ alertId: 'first', severity: 'low', emails: [] });
    assert.deepEqual(mergedAlert(empty, [empty]), empty);
    assert.deepEqual(mergedAlert(empty, [alert({})]).emails, [email('hannah')]);
  });

  it('are one alert in the words of the first, every email once', () => {
    const first = alert({ alertId: 'first', severity: 'low' });
    const second = alert({ severity: 'high', emails: [email('hannah'), email('preston')] });
    const merged = mergedAlert(first, [second]);
    assert.deepEqual(merged, { ...first, severity: 'high', emails: [email('hannah'), email('preston')] });
  });
});
