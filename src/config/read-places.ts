import { createPrivateKey } from 'node:crypto';
import type { AuditConfig, HttpConfig, PolicyConfig, StoreConfig } from './config-types.ts';
import { readPolicyDocument } from './policy-document.ts';
import { keepSecret } from './secret.ts';
import type { SettingReader } from './setting-reader.ts';

const ports = { least: 0, most: 65_535 };

export function readHttp(read: SettingReader): HttpConfig {
  const port = read.whole('PORT', 3978, ports);
  const host = read.text('HOST') ?? '127.0.0.1';
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) read.refuse('HOST', 'must be a host name or an IP address');
  if (read.text('INTERNAL_PORT') === undefined) return { host, port };
  const internalPort = read.whole('INTERNAL_PORT', 0, ports);
  if (internalPort === port && port !== 0) read.refuse('INTERNAL_PORT', 'must differ from PORT');
  return { host, port, internalPort };
}

export function readStore(read: SettingReader): StoreConfig {
  const url = read.text('DATABASE_URL');
  if (url === undefined) return { kind: 'embedded', dataDir: read.folder('DATA_DIR', './data') };
  if (!/^postgres(ql)?:\/\//i.test(url) || !URL.canParse(url)) {
    const form = 'postgres://user:password@host:5432/database, with %-codes for what is special in a URL';
    read.refuse('DATABASE_URL', `must be empty (the data is kept under DATA_DIR then) or ${form}`);
  } else refuseHalves(new URL(url), read);
  return { kind: 'postgres', url: keepSecret(url) };
}

/** `allow` of libpq is not among them: `pg` takes what it does not know for verify-full, without a word. */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

function refuseHalves({ pathname, searchParams }: URL, read: SettingReader): void {
  // PostgreSQL would take the database that is called as the user is.
  if (pathname.length < 2) read.refuse('DATABASE_URL', 'must name the database behind the host: …@host:5432/database');
  if (searchParams.getAll('sslmode').some((mode) => !sslModes.includes(mode))) {
    const known = `${sslModes.slice(0, -1).join(', ')} or no-verify`;
    read.refuse('DATABASE_URL', `has an sslmode that is not known: it must be ${known} (verify-full is the safe one)`);
  }
}

/** A policy that cannot be read, or that nobody could ever meet, stops the start. */
export function readPolicy(read: SettingReader): PolicyConfig {
  const nobody: PolicyConfig['policy'] = {
    approvers: { users: [], groups: [] },
    guests: false,
    requesterMayApprove: false,
    expiresAfterMs: 1,
    rules: [],
  };
  const path = read.text('POLICY_FILE');
  if (path === undefined) read.refuse('POLICY_FILE', 'must name the approver policy (a JSON file), and it is not set');
  const text = read.file('POLICY_FILE', 'the approver policy, as JSON');
  if (path === undefined || text === undefined) return { path: '', policy: nobody, document: null };
  const found = readPolicyDocument(text);
  if (found.kind === 'ok') return { path, policy: found.policy, document: found.document };
  for (const problem of found.problems) read.refuse('POLICY_FILE', problem);
  return { path, policy: nobody, document: null };
}

export function readAudit(read: SettingReader): AuditConfig {
  const path = read.text('AUDIT_SIGNING_KEY_PATH');
  if (path === undefined) return {};
  const expectation = 'an Ed25519 private key (PEM), as openssl genpkey -algorithm ed25519 writes it';
  const pem = read.file('AUDIT_SIGNING_KEY_PATH', expectation);
  if (pem !== undefined && !isEd25519(pem)) read.refuse('AUDIT_SIGNING_KEY_PATH', `must name ${expectation}`);
  return pem === undefined ? {} : { signingKey: keepSecret(pem) };
}

function isEd25519(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
