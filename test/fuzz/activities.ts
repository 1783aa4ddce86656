/** `POST /api/messages`: a token that holds with an activity that does not, so that the inner layers are reached; and the other way round. */

import type { MakeInput, Material } from './input.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateToken } from './mutate-token.ts';
import { oddHeaders } from './odd-headers.ts';

const call = { via: 'http', method: 'POST', path: '/api/messages' } as const;
const json = { 'content-type': 'application/json; charset=utf-8' };
/** 401: for another service address than the token's. 413: more than an activity may hold. */
const taken = [200, 202, 400, 401, 403, 413];

export const mutatedActivity: MakeInput = (random, material) => ({
  ...call,
  kind: 'signed activity, changed',
  mayBe: taken,
  headers: { ...json, authorization: material.bot() },
  body: JSON.stringify(mutateJson(random.pick(material.activities), random)),
});

export const brokenActivity: MakeInput = (random, material) => ({
  ...call,
  kind: 'signed activity, broken text',
  mayBe: taken,
  headers: { ...json, authorization: material.bot() },
  body: mutateBytes(JSON.stringify(random.pick(material.activities)), random),
});

/** Nothing but 401 is right, whatever the activity is. */
export const forgedActivity: MakeInput = (random, material) => ({
  ...call,
  kind: 'honest activity, forged token',
  mayBe: [401],
  headers: { ...json, ...forgedAuthorization(random, material) },
  body: JSON.stringify(random.pick(material.activities)),
});

function forgedAuthorization(random: Parameters<MakeInput>[0], material: Material): Readonly<Record<string, string>> {
  const roll = random.between(0, 9);
  if (roll === 0) return {};
  if (roll <= 3) return { authorization: `Bearer ${random.pick(material.forgedBot)}` };
  // A token that holds elsewhere: an app's own, for alerts.
  if (roll === 4) return { authorization: material.app() };
  return { authorization: mutateToken(material.bot(), random) };
}

export const oddlyWrapped: MakeInput = (random, material) => ({
  ...call,
  kind: 'honest activity, odd headers',
  mayBe: [...taken, 408, 415, 417],
  headers: { ...json, authorization: material.bot(), ...oddHeaders(random) },
  body: JSON.stringify(random.pick(material.activities)),
});
