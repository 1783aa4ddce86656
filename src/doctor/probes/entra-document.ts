import { oncePerPatient, type Patient } from '../patient.ts';
import { type Asked, ask } from './ask.ts';

/** The public document of a tenant. Needs no identity. */
export function readTenant(loginAuthority: string, tenant: string): Promise<Asked> {
  return ask(`${loginAuthority}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`);
}

/** Of BOT_TENANT_ID; undefined where the settings do not name it. */
export const botTenant = oncePerPatient(async ({ settings: { bot } }: Patient): Promise<Asked | undefined> => {
  return bot && readTenant(bot.loginAuthority, bot.tenantId);
});

/** Entra answers 400 with AADSTS90002 (not found) or AADSTS900023 (no such name) for tenants that it does not know. */
export function isUnknownTenant(asked: Asked): boolean {
  return asked.kind === 'answered' && asked.status === 400 && /AADSTS9000(2|23)\b|invalid_tenant/.test(asked.text);
}
