import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Lets this process trust a stand-in's certificate until the returned function is called. */
export function trust(certificate: string): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate]);
  return () => setDefaultCACertificates(before);
}
