/**
 * Did the request leave us? `fetch` (undici) throws a TypeError whose cause tells, node:http that cause itself. Only what belongs to
 * opening the connection counts as "no": name resolution, connecting, the check of the certificate. A reset
 * or a closed socket says nothing about what the other side had read by then.
 */
const openingCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Node's and OpenSSL's names for a certificate that does not hold (nodejs.org/api/tls.html, X509 certificate error codes). */
const certificateCode =
  /^(ERR_TLS_CERT_\w+|CERT_\w+|CRL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERR_SSL_\w*CERT\w*)$/;

export function certainlyNotSent(failure: unknown): boolean {
  const cause = failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
  return failedToOpen(cause);
}

function failedToOpen(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  // Several addresses were tried: every one of them must have failed to open.
  if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors.every(failedToOpen);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const syscall = 'syscall' in cause ? cause.syscall : undefined;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return openingCodes.has(code) || certificateCode.test(code);
}
