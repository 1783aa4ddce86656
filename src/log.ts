import { type DestinationStream, pino } from 'pino';
import { ServiceError } from './errors.ts';
import type { Log } from './workflow/ports.ts';

type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Never logged by design; masked all the same, at the depths where a careless caller could put them. */
const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'token',
  'accessToken',
  'signature',
  'webhook-signature',
  'body',
  'subject',
  'sender',
  'recipients',
  'recipientEmailAddress',
  'emails',
  'urls',
  'attachments',
  'facts',
  'description',
  'displayName',
];
const paths = secretNames.flatMap((name) => ['', '*', '*.*'].map((parent) => `${parent}["${name}"]`));

/** JSON lines, to stdout unless a destination is given. An Error in any field is written as codes and one sentence. */
export function createLog(level: Level, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => Object.fromEntries(Object.entries(fields).map(plainField)),
    },
    redact: { paths, censor: '[redacted]' },
  };
  const logger = pino(options, destination ?? stdout());
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

/** Lines kept while stdout takes none; what comes on top is dropped. */
const keptBytes = 1_048_576;

/** Logging never ends the service: where stdout is a file on a disk that is full, lines wait, and come once there is space. */
function stdout(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: true, maxLength: keptBytes });
  stream.on('error', () => undefined);
  return stream;
}

function plainField([name, value]: [string, unknown]): [string, unknown] {
  return [name, value instanceof Error ? describeError(value) : value];
}

interface ErrorRecord {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  /** Codes (else names) down the chain of causes. */
  readonly causes?: readonly string[];
  /** Where the deepest cause was thrown: function and place in our own code, without its message. */
  readonly at?: string;
}

/** An error without what it may quote: other people's messages hold bodies, addresses and tokens. */
function describeError(error: Error): ErrorRecord {
  const chain = causesOf(error);
  const deepest = chain.at(-1) ?? error;
  const at = topFrame(deepest);
  const code = codeOf(error);
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: error instanceof ServiceError ? error.message : withoutQuotes(error.message),
    ...(chain.length === 0 ? {} : { causes: chain.map((cause) => codeOf(cause) ?? cause.name) }),
    ...(at === undefined ? {} : { at }),
  };
}

/** A stack begins with the message, which may hold lines that look like its frames: V8 quotes bodies, line breaks and all. */
function topFrame({ stack = '', message }: Error): string | undefined {
  const begin = stack.indexOf(message);
  return begin < 0 ? undefined : /^\s+at (.+)$/m.exec(stack.slice(begin + message.length))?.[1];
}

const deepestChain = 8;

function causesOf(error: Error): readonly Error[] {
  const chain: Error[] = [];
  let cause = error.cause;
  while (cause instanceof Error && chain.length < deepestChain) {
    chain.push(cause);
    cause = cause.cause;
  }
  return chain;
}

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  // An SDK's code is what the other side sent.
  return (typeof code === 'string' && /^[\w.:-]{1,64}$/.test(code)) || typeof code === 'number'
    ? String(code)
    : undefined;
}

const longest = 200;

/** V8 quotes the text it could not parse; SDKs quote tokens, addresses and URLs. */
function withoutQuotes(message: string): string {
  return (
    message
      .replace(/"[^"]*"?|'[^']*'|`[^`]*`/g, '…')
      .replace(/\bhttps?:\/\/\S+/gi, '…')
      // Looked for from the beginning of each run alone, or a long run without any @ takes time by its square.
      .replace(/(?<!\S)\S+@\S+/g, '…')
      .replace(/\S{40,}/g, '…')
      .replace(/[\r\n].*/s, '')
      .slice(0, longest)
  );
}
