import assert from 'node:assert/strict';
import type { Alert } from '../../src/approval/request.ts';
import { anAlert } from '../support/builders.ts';

let messages = 0;
/** About a message of its own, so that it joins no other request. */
export function anotherAlert(recipients = 2): Alert {
  messages += 1;
  const networkMessageId = `73ca4154-58d8-43d0-a890-${String(messages).padStart(12, '0')}`;
  const emails = Array.from({ length: recipients }, (_, nth) => ({
    networkMessageId,
    recipientEmailAddress: `person${nth}@contoso.com`,
  }));
  const [first, ...rest] = emails;
  assert.ok(first);
  return anAlert({ emails: [first, ...rest] });
}
