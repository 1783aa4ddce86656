import { once } from 'node:events';
import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { askMs } from './ask.ts';
import { failureCode } from './failure-code.ts';

export type Connected = { readonly kind: 'connected' } | { readonly kind: 'failed'; readonly code: string };

/** Connects, with TLS where the address is https, and says nothing: some endpoints act on any request. */
export async function connectTo(url: URL): Promise<Connected> {
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (isSecure ? 443 : 80));
  const socket = isSecure ? connectTls({ host, port, ...nameOf(host) }) : connectPlain({ host, port });
  try {
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal: AbortSignal.timeout(askMs) });
    return { kind: 'connected' };
  } catch (thrown) {
    return { kind: 'failed', code: failureCode(thrown) };
  } finally {
    // Whatever it still meets after this is of no interest.
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

function nameOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

/** Epoch milliseconds at which the certificate of the other side ends. */
export function certificateEnd(socket: TLSSocket): number | undefined {
  const end = Date.parse(socket.getPeerCertificate().valid_to ?? '');
  return Number.isNaN(end) ? undefined : end;
}
