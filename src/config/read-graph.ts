import { isGuid } from '../approval/ids.ts';
import { type CloudName, cloudNames, clouds } from '../identity/clouds.ts';
import type { GraphAuth, GraphConfig } from './config-types.ts';
import { keepSecret } from './secret.ts';
import type { SettingKey } from './setting-keys.ts';
import type { SettingReader } from './setting-reader.ts';

export function readCloud(read: SettingReader): CloudName {
  return read.choice('CLOUD', cloudNames, 'global');
}

/** Login authority of bot and Graph: AZURE_AUTHORITY_HOST (as in @azure/identity), else the cloud's. */
export function readLoginAuthority(read: SettingReader, cloud: CloudName): string {
  const url = read.url('AZURE_AUTHORITY_HOST', 'https');
  return url === undefined ? clouds[cloud].loginAuthority : withoutSlash(url);
}

export function readGraph(read: SettingReader, cloud: CloudName, loginAuthority: string): GraphConfig {
  return {
    cloud,
    root: readRoot(read, cloud),
    apiVersion: readVersion(read, cloud),
    auth: readAuth(read),
    loginAuthority,
    timeoutMs: read.duration('GRAPH_TIMEOUT', 'PT30S'),
    approverUpn: read.choice('GRAPH_APPROVER_UPN', ['auto', 'always', 'never'], 'auto'),
  };
}

function readRoot(read: SettingReader, cloud: CloudName): string {
  const url = read.url('GRAPH_ROOT', 'https');
  if (url === undefined) return clouds[cloud].graphRoot;
  if (/\/(beta|v\d+(\.\d+)?)(\/|$)/i.test(url.pathname) || url.search !== '') {
    read.refuse('GRAPH_ROOT', 'must not name a version or a query: the version is GRAPH_API_VERSION');
  }
  return withoutSlash(url);
}

function readVersion(read: SettingReader, cloud: CloudName): GraphConfig['apiVersion'] {
  const version = read.choice('GRAPH_API_VERSION', ['beta', 'v1.0'], 'beta');
  // Microsoft's v1.0 page marks remediate as "not available" in the US Government clouds; the beta page has it.
  if (!clouds[cloud].remediateVersions.includes(version)) {
    read.refuse('GRAPH_API_VERSION', 'must be beta in this CLOUD: v1.0 has no remediation there');
  }
  return version;
}

function readAuth(read: SettingReader): GraphAuth {
  const kind = read.choice(
    'GRAPH_AUTH',
    ['managedIdentity', 'workloadIdentity', 'certificate', 'clientSecret'],
    'managedIdentity',
  );
  if (kind === 'managedIdentity') {
    const clientId = read.text('AZURE_CLIENT_ID');
    if (clientId === undefined) return { kind };
    return { kind, clientId: needed(read, 'AZURE_CLIENT_ID', kind, isGuid, 'an application (client) id (a GUID)') };
  }
  const app = {
    tenantId: needed(read, 'AZURE_TENANT_ID', kind, isTenant, 'a tenant id (a GUID) or one of its domains'),
    clientId: needed(read, 'AZURE_CLIENT_ID', kind, isGuid, 'an application (client) id (a GUID)'),
  };
  if (kind === 'workloadIdentity') {
    const tokenFilePath = needed(read, 'AZURE_FEDERATED_TOKEN_FILE', kind, isAnything, 'the path of the token file');
    return { kind, ...app, tokenFilePath };
  }
  if (kind === 'clientSecret') {
    needed(read, 'AZURE_CLIENT_SECRET', kind, isAnything, 'the secret of the app');
    return { kind, ...app, clientSecret: keepSecret(read.verbatim('AZURE_CLIENT_SECRET') ?? '') };
  }
  const expectation = 'the path of a PEM file with certificate and private key';
  const certificatePath = needed(read, 'AZURE_CLIENT_CERTIFICATE_PATH', kind, isAnything, expectation);
  read.file('AZURE_CLIENT_CERTIFICATE_PATH', 'a PEM file with certificate and private key');
  const password = read.verbatim('AZURE_CLIENT_CERTIFICATE_PASSWORD');
  return {
    kind,
    ...app,
    certificatePath,
    ...(password === undefined ? {} : { certificatePassword: keepSecret(password) }),
  };
}

function needed(
  read: SettingReader,
  key: SettingKey,
  kind: GraphAuth['kind'],
  fits: (value: string) => boolean,
  expectation: string,
): string {
  const value = read.text(key);
  if (value !== undefined && fits(value)) return value;
  read.refuse(key, `must be ${expectation}${value === undefined ? `: GRAPH_AUTH ${kind} needs it` : ''}`);
  return '';
}

const isAnything = () => true;
const isTenant = (value: string) => isGuid(value) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value);

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}
