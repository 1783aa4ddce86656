import { parseArgs } from 'node:util';
import { isLoopback } from '../../loopback.ts';

export type DoctorOrder =
  | { readonly kind: 'help' }
  /** One sentence, without what was typed. */
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'examine'; readonly json: boolean; readonly endpoint?: URL };

const options = {
  json: { type: 'boolean' },
  endpoint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function readDoctorArguments(args: string[]): DoctorOrder {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) return { kind: 'help' };
    const json = values.json ?? false;
    if (values.endpoint === undefined) return { kind: 'examine', json };
    const endpoint = readEndpoint(values.endpoint);
    if (endpoint) return { kind: 'examine', json, endpoint };
    return {
      kind: 'wrong',
      why: '--endpoint takes the https address of the service (http only for a loopback address).',
    };
  } catch {
    return { kind: 'wrong', why: 'The options are --json and --endpoint, the latter followed by an address.' };
  }
}

function readEndpoint(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  // Copied from the Azure portal it ends with the path that is asked anyway.
  url.pathname = url.pathname.replace(/\/api\/messages\/?$/, '/');
  if (url.protocol === 'https:') return url;
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url : undefined;
}
