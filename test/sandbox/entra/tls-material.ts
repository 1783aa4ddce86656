import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface TlsMaterial {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** The certificate as a file, for NODE_EXTRA_CA_CERTS. */
  readonly certificatePath: string;
  /** A file with certificate and key, as certificate credentials take it. */
  readonly keyAndCertificatePath: string;
  readonly directory: string;
  remove(): Promise<void>;
}

/** A fresh certificate for localhost and 127.0.0.1 (or another host), in a temporary directory. */
export function createTls(host = 'localhost'): Promise<TlsMaterial> {
  return write(makeCertificate(host));
}

let shared: Certificate | undefined;

/** The same one for every tenant of a process: making it takes as long as all the rest of a tenant. */
export function sharedTls(): Promise<TlsMaterial> {
  shared ??= makeCertificate('localhost');
  return write(shared);
}

type Certificate = ReturnType<typeof generate>;

async function write(certificate: Certificate): Promise<TlsMaterial> {
  const { private: key, cert } = await certificate;
  const directory = await mkdtemp(join(tmpdir(), 'countersign-tls-'));
  const certificatePath = join(directory, 'certificate.pem');
  const keyAndCertificatePath = join(directory, 'key-and-certificate.pem');
  await writeFile(certificatePath, cert);
  await writeFile(keyAndCertificatePath, `${key}\n${cert}`, { mode: 0o600 });
  const remove = () => rm(directory, { recursive: true, force: true });
  return { key, cert, certificatePath, keyAndCertificatePath, directory, remove };
}

/** Without an openssl binary. */
function makeCertificate(host: string): Certificate {
  // OpenSSL finds a trusted certificate by its subject: two certificates in one process must not share one.
  const commonName = { name: 'commonName', value: `Countersign sandbox ${randomUUID()}` };
  return generate([commonName], {
    algorithm: 'sha256',
    keySize: 2048,
    notAfterDate: new Date(Date.now() + 7 * 24 * 60 * 60_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: host }, ...(host === 'localhost' ? [{ type: 7 as const, ip: '127.0.0.1' }] : [])],
      },
    ],
  });
}
