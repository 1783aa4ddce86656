/** Of an error and what caused it, the first code that Node or OpenSSL gave; never its words, which name addresses. */
export function failureCode(thrown: unknown): string {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error.name === 'TimeoutError') return 'timeout';
    if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(error.code))
      return error.code;
    // Of several addresses that were tried, each has an error of its own.
    if (error instanceof AggregateError && error.errors.length > 0) return failureCode(error.errors[0]);
  }
  return 'unknown';
}

const certificateCode = /CERT|SIGNATURE|^ERR_TLS|^EPROTO$|^ERR_SSL/;

/** What the code means, in half a sentence. */
export function failureWords(code: string): string {
  if (code === 'timeout' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'no answer in time';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the host name is not known here (${code})`;
  if (code === 'ECONNREFUSED') return 'nothing listens there (ECONNREFUSED)';
  if (certificateCode.test(code)) return `its TLS certificate does not hold here (${code})`;
  return `the connection failed (${code})`;
}

/** Where people look for each. */
export function failureFix(code: string): string {
  if (certificateCode.test(code)) {
    return 'Renew the certificate; where it is of an authority of your own, name its file in NODE_EXTRA_CA_CERTS.';
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Check the name for a typing error, and DNS on this machine.';
  return 'Let outgoing TLS (port 443) through firewall and proxy on this machine; behind a proxy also set NODE_USE_ENV_PROXY=1 and HTTPS_PROXY.';
}
