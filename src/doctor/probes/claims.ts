import { isGuid } from '../../approval/ids.ts';

/** What an access token says of itself. Its signature is for those it is shown to; here it is only read. */
export interface Claims {
  readonly audience?: string;
  readonly tenantId?: string;
  /** Of an app; absent: the token has no such claim. */
  readonly roles?: readonly string[];
  /** Acts for a person. */
  readonly isDelegated: boolean;
  readonly appId?: string;
  /** Of the identity in its tenant: what roles are assigned to. */
  readonly objectId?: string;
}

/** Undefined where the token cannot be read. */
export function claimsOf(token: string): Claims | undefined {
  const payload = payloadOf(token);
  if (!payload) return undefined;
  const { aud, tid, oid, roles, scp, idtyp } = payload;
  const appId = payload['appid'] ?? payload['azp'];
  return {
    ...(typeof aud === 'string' ? { audience: aud } : {}),
    ...(typeof tid === 'string' ? { tenantId: tid.toLowerCase() } : {}),
    ...(Array.isArray(roles) ? { roles: roles.filter((role) => typeof role === 'string') } : {}),
    ...(typeof appId === 'string' ? { appId: appId.toLowerCase() } : {}),
    ...(isGuid(oid) ? { objectId: oid } : {}),
    isDelegated: typeof scp === 'string' || idtyp === 'user',
  };
}

function payloadOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
