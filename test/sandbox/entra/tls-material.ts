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

/** A fresh certificate for localhost and 127.0.0.1 (or another host), made without an openssl binary, in a temporary directory. */
export async function createTls(host = 'localhost'): Promise<TlsMaterial> {
  // OpenSSL finds a trusted certificate by its subject: two stand-ins in one process must not share one.
  const commonName = { name: 'commonName', value: `Countersign sandbox ${randomUUID()}` };
  const { private: key, cert } = await generate([commonName], {
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
  const directory = await mkdtemp(join(tmpdir(), 'countersign-tls-'));
  const certificatePath = join(directory, 'certificate.pem');
  const keyAndCertificatePath = join(directory, 'key-and-certificate.pem');
  await writeFile(certificatePath, cert);
  await writeFile(keyAndCertificatePath, `${key}\n${cert}`, { mode: 0o600 });
  const remove = () => rm(directory, { recursive: true, force: true });
  return { key, cert, certificatePath, keyAndCertificatePath, directory, remove };
}
