/** `POST /api/alerts` and the status of a request: under a signature or token that holds, and under one that does not. */
import { Webhook } from 'standardwebhooks';
import type { Random } from '../sandbox/seeded.ts';
import type { MakeInput, Material } from './input.ts';
import { junkText } from './junk.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateToken } from './mutate-token.ts';
import { oddHeaders } from './odd-headers.ts';

const post = { via: 'http', method: 'POST', path: '/api/alerts' } as const;
const json = { 'content-type': 'application/json' };
/** 403: it speaks for another source. */
const taken = [202, 400, 403, 413];

function signed(body: string | Buffer, { signer }: Material, random: Random, secret = signer.secret) {
  const [id, at] = [`msg_${random.between(0, 999_999_999)}`, new Date()];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** One of a few hundred alerts: most come again, so that the service's store does not grow with the number of inputs. */
function honest({ alert, signer }: Material, random: Random): Record<string, unknown> {
  return { ...alert, source: signer.source, alertId: `fuzz-${random.between(1, 300)}` };
}

export const mutatedAlert: MakeInput = (random, material) => {
  const body = JSON.stringify(mutateJson(honest(material, random), random)) ?? '';
  return {
    ...post,
    kind: 'signed alert, changed',
    mayBe: taken,
    headers: { ...json, ...signed(body, material, random) },
    body,
  };
};

export const brokenAlert: MakeInput = (random, material) => {
  const body = mutateBytes(JSON.stringify(honest(material, random)), random);
  return {
    ...post,
    kind: 'signed alert, broken text',
    // 401: bytes that are not UTF-8 cannot be what was signed.
    mayBe: [...taken, 401],
    headers: { ...json, ...signed(body, material, random) },
    body,
  };
};

export const pushedAlert: MakeInput = (random, material) => ({
  ...post,
  kind: 'alert with an app token, changed',
  mayBe: taken,
  headers: { ...json, authorization: material.app() },
  body: JSON.stringify(mutateJson({ ...honest(material, random), source: material.appSource }, random)) ?? '',
});

export const forgedAlert: MakeInput = (random, material) => {
  const body = JSON.stringify(honest(material, random));
  const headers = { ...json, ...signed(body, material, random) };
  return {
    ...post,
    kind: 'honest alert, forged signature',
    mayBe: [401],
    headers: random.pick(forgeries)(headers, random),
    body,
  };
};

type Headers = Readonly<Record<string, string>>;
const strange = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const forgeries: readonly ((headers: Headers, random: Random) => Headers)[] = [
  ({ 'webhook-signature': _, ...rest }) => rest,
  (headers) => ({ ...headers, 'webhook-id': 'msg_other' }),
  (headers) => ({ ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 200) }),
  (headers) => ({ ...headers, 'webhook-timestamp': '1e9' }),
  (headers) => ({ ...headers, 'webhook-timestamp': '9'.repeat(400) }),
  (headers) => ({ ...headers, 'webhook-signature': headers['webhook-signature']?.slice(0, -9) ?? '' }),
  (headers) => ({ ...headers, 'webhook-signature': 'v1,' }),
  (headers) => ({ ...headers, 'webhook-signature': `v1,${'A'.repeat(6_000)}` }),
  (headers) => ({ ...headers, 'webhook-signature': 'v1,AAAA '.repeat(500).trim() }),
  (headers, random) => ({
    ...headers,
    'webhook-signature': `v1,${encodeURIComponent(junkText(random).toWellFormed()).slice(0, 4_000)}`,
  }),
  (headers) => ({ ...headers, 'webhook-signature': new Webhook(strange).sign('msg_1', new Date(), '{}') }),
];

export const forgedPush: MakeInput = (random, material) => ({
  ...post,
  kind: 'honest alert, forged token',
  // 403: a token that holds, without the role.
  mayBe: [401, 403],
  headers: {
    ...json,
    authorization: random.chance(0.4)
      ? `Bearer ${random.pick(material.forgedApp)}`
      : random.chance(0.1)
        ? material.bot()
        : mutateToken(material.app(), random),
  },
  body: JSON.stringify({ ...honest(material, random), source: material.appSource }),
});

export const oddlySent: MakeInput = (random, material) => {
  const body = JSON.stringify(honest(material, random));
  return {
    ...post,
    kind: 'honest alert, odd headers',
    mayBe: [...taken, 401, 408, 415, 417],
    headers: { ...json, ...signed(body, material, random), ...oddHeaders(random) },
    body,
  };
};

export const askedStatus: MakeInput = (random, material) => {
  const id = random.pick([
    material.requestId,
    'CS-000000',
    encodeURIComponent(junkText(random).toWellFormed()).slice(0, 3_000),
    '%',
    '%ff%fe',
    '..%2f..%2fmetrics',
    `${material.requestId}?a=1&a=2`,
    `${material.requestId}/`,
    `/${material.requestId}`,
  ]);
  const signature = signed('', material, random);
  const headers = random.pick([
    signature,
    signed('{}', material, random),
    {},
    { authorization: material.app() },
    signature,
  ]);
  return {
    via: 'http',
    kind: 'status of a request',
    method: 'GET',
    path: `/api/requests/${safePath(id)}`,
    mayBe: [200, 400, 401, 404, 417],
    headers: random.chance(0.2) ? { ...headers, ...oddHeaders(random) } : headers,
  };
};

/** Node's client refuses to send anything else in a path; raw-http.ts does send it. */
function safePath(path: string): string {
  return path.replace(/[^\x21-\x7e]/g, '');
}
