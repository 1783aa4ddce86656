import assert from 'node:assert/strict';
import { certainlyNotSent } from '../src/sent.ts';

function fetchFailed(cause: unknown): Error {
  return new TypeError('fetch failed', { cause });
}
function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });
}

describe('Whether a failed call may have arrived', () => {
  const opening = [
    systemError('ECONNREFUSED', 'connect'),
    systemError('ETIMEDOUT', 'connect'),
    systemError('EHOSTUNREACH', 'connect'),
    systemError('ENOTFOUND', 'getaddrinfo'),
    systemError('EAI_AGAIN', 'getaddrinfo'),
    systemError('UND_ERR_CONNECT_TIMEOUT'),
    systemError('DEPTH_ZERO_SELF_SIGNED_CERT'),
    systemError('SELF_SIGNED_CERT_IN_CHAIN'),
    systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    systemError('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    systemError('CERT_HAS_EXPIRED'),
    systemError('ERR_TLS_CERT_ALTNAME_INVALID'),
    new AggregateError([systemError('ECONNREFUSED', 'connect'), systemError('ENETUNREACH', 'connect')]),
  ];
  for (const cause of opening) {
    it(`is ruled out by ${cause.message || 'an attempt at several addresses'}`, () => {
      assert.equal(certainlyNotSent(fetchFailed(cause)), true);
    });
  }

  const doubtful: unknown[] = [
    systemError('ECONNRESET', 'read'),
    systemError('ETIMEDOUT', 'read'),
    systemError('EHOSTUNREACH', 'write'),
    systemError('EPIPE', 'write'),
    systemError('UND_ERR_SOCKET'),
    systemError('UND_ERR_HEADERS_TIMEOUT'),
    systemError('UND_ERR_BODY_TIMEOUT'),
    systemError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    new AggregateError([systemError('ECONNREFUSED', 'connect'), systemError('ECONNRESET', 'read')]),
    new AggregateError([]),
    new Error('unknown'),
    'text',
    undefined,
    null,
  ];
  for (const cause of doubtful) {
    it(`stays open after ${cause instanceof Error ? cause.message || 'a mixed attempt' : String(cause)}`, () => {
      assert.equal(certainlyNotSent(fetchFailed(cause)), false);
    });
  }
});
