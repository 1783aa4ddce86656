import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type restify from 'restify';
import { ServiceError } from '../errors.ts';

interface Place {
  /** The setting that names the port. */
  readonly key: 'PORT' | 'INTERNAL_PORT';
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
}

/** Resolves with the port. Throws `configInvalid` where the settings name a place that cannot be had. */
export async function listen(server: restify.Server, place: Place): Promise<number> {
  server.server.listen(place.port, place.host);
  try {
    await once(server.server, 'listening');
  } catch (cause) {
    const why = remedy(cause, place);
    throw why === undefined ? cause : new ServiceError('configInvalid', why, { cause });
  }
  return (server.server.address() as AddressInfo).port;
}

/** Of the errors of listen(2) and of looking up HOST, those that a setting can put right. */
function remedy(cause: unknown, { key, port, host }: Place): string | undefined {
  switch (cause instanceof Error && 'code' in cause ? cause.code : undefined) {
    case 'EADDRINUSE':
      return `${key} ${port} is taken on ${host}: stop the program that listens there, or set ${key} to a free port.`;
    case 'EACCES':
      return `${key} ${port} may not be opened by this user: set ${key} to a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine: set HOST to one of its addresses, or to 0.0.0.0 for all of them.`;
    default:
      return undefined;
  }
}
