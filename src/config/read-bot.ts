import { isGuid } from '../approval/ids.ts';
import type { BotConfig, BotCredential } from './config-types.ts';
import { keepSecret } from './secret.ts';
import type { SettingReader } from './setting-reader.ts';

/** Identity towards the Bot Framework. Never taken from AZURE_…: those belong to Graph. */
export function readBot(read: SettingReader, loginAuthority: string): BotConfig {
  const appId = requiredGuid(read, 'BOT_ID', 'the application (client) id of the bot registration');
  const type = read.choice('BOT_TYPE', ['SingleTenant', 'UserAssignedMsi'], undefined);
  const tenantId = requiredGuid(read, 'BOT_TENANT_ID', 'the id of the Entra tenant that the bot is registered in');
  const openIdMetadataUrl = read.url('BOT_OPENID_METADATA_URL', 'httpsOrLoopback')?.href;
  // Without a type that holds, nothing can be said about the secret.
  const isTypeKnown = read.text('BOT_TYPE')?.toLowerCase() === type.toLowerCase();
  return {
    appId,
    type,
    tenantId,
    credential: isTypeKnown ? readCredential(read, type) : { kind: 'managedIdentity' },
    allowedTenants: readTenants(read, tenantId),
    ...(openIdMetadataUrl === undefined ? {} : { openIdMetadataUrl }),
    loginAuthority,
  };
}

function requiredGuid(read: SettingReader, key: 'BOT_ID' | 'BOT_TENANT_ID', meaning: string): string {
  const value = read.text(key);
  if (value !== undefined && isGuid(value)) return value.toLowerCase();
  read.refuse(key, `must be ${meaning} (a GUID)${value === undefined ? ', and it is not set' : ''}`);
  return '';
}

function readCredential(read: SettingReader, type: BotConfig['type']): BotCredential {
  const password = read.verbatim('BOT_PASSWORD');
  const path = read.text('BOT_CERTIFICATE_PATH');
  if (type === 'UserAssignedMsi') {
    const remedy = 'must be empty with BOT_TYPE UserAssignedMsi: a managed identity has no secret; remove it';
    if (password !== undefined) read.refuse('BOT_PASSWORD', remedy);
    if (path !== undefined) read.refuse('BOT_CERTIFICATE_PATH', remedy);
    return { kind: 'managedIdentity' };
  }
  if (password !== undefined && path !== undefined) {
    read.refuse('BOT_PASSWORD', 'must be empty where BOT_CERTIFICATE_PATH is set: give one of the two');
  }
  if (path !== undefined) return readCertificate(read, path);
  if (password !== undefined) return { kind: 'password', password: keepSecret(password) };
  read.refuse('BOT_PASSWORD', 'must be set with BOT_TYPE SingleTenant, or BOT_CERTIFICATE_PATH instead');
  return { kind: 'managedIdentity' };
}

function readCertificate(read: SettingReader, path: string): BotCredential {
  const expectation = 'a PEM file with the certificate and its private key';
  const pem = read.file('BOT_CERTIFICATE_PATH', expectation);
  if (pem !== undefined && !(pem.includes('BEGIN CERTIFICATE') && /BEGIN [A-Z ]*PRIVATE KEY/.test(pem))) {
    read.refuse('BOT_CERTIFICATE_PATH', `must name ${expectation}`);
  }
  return { kind: 'certificate', path };
}

function readTenants(read: SettingReader, botTenantId: string): readonly string[] {
  const listed = read.list('ALLOWED_TENANTS').map((tenant) => tenant.toLowerCase());
  if (!listed.every(isGuid)) read.refuse('ALLOWED_TENANTS', 'must be tenant ids (GUIDs) with commas between them');
  return listed.length > 0 ? [...new Set(listed)] : [botTenantId];
}
