import { X509Certificate } from 'node:crypto';
import type { BotConfig, GraphConfig } from '../../config/config-types.ts';
import { diskFiles } from '../../config/disk-files.ts';
import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { isPlainFile } from '../probes/plain-file.ts';

const dayMs = 86_400_000;
const soonDays = 30;

export interface CertificateFacts {
  /** The setting that names the file. */
  readonly key: string;
  readonly appId: string;
  /** Epoch milliseconds; undefined where the file holds no certificate. */
  readonly validFrom?: number;
  readonly validTo?: number;
}

export function judgeCertificate({ key, appId, validFrom, validTo }: CertificateFacts, now: number): Finding {
  const renewal = `Make a new one with its key, add it to the app (az ad app credential reset --id ${appId} --cert @certificate.pem --append), then let ${key} name it and restart the service.`;
  if (validFrom === undefined || validTo === undefined) {
    return fault({
      what: `The file that ${key} names holds no certificate (PEM).`,
      why: 'Without it no access token can be had.',
      fix: `Put certificate and private key, both as PEM, into that one file.`,
    });
  }
  const days = Math.floor((validTo - now) / dayMs);
  const why = 'From that moment on Entra gives no token for it.';
  if (validTo <= now)
    return fault({ what: `The certificate of ${key} ended ${counted(-days, 'day')} ago.`, why, fix: renewal });
  if (validFrom > now) {
    const fix = 'Wait until then, use the former certificate meanwhile, or set the clock of this machine.';
    return fault({ what: `The certificate of ${key} does not hold yet.`, why: 'Entra refuses it until then.', fix });
  }
  if (days < soonDays)
    return warning({ what: `The certificate of ${key} ends in ${counted(days, 'day')}.`, why, fix: renewal });
  return ok(`The certificate of ${key} holds for ${counted(days, 'more day')}.`);
}

function lookAt(key: string, appId: string, path: string): CertificateFacts {
  try {
    const { validFromDate, validToDate } = new X509Certificate((isPlainFile(path) && diskFiles.read(path)) || '');
    return { key, appId, validFrom: validFromDate.getTime(), validTo: validToDate.getTime() };
  } catch {
    return { key, appId };
  }
}

function named(bot: BotConfig | undefined, graph: GraphConfig | undefined): readonly CertificateFacts[] {
  const credential = bot?.credential;
  const auth = graph?.auth;
  return [
    ...(bot && credential?.kind === 'certificate' ? [lookAt('BOT_CERTIFICATE_PATH', bot.appId, credential.path)] : []),
    ...(auth?.kind === 'certificate'
      ? [lookAt('AZURE_CLIENT_CERTIFICATE_PATH', auth.clientId, auth.certificatePath)]
      : []),
  ];
}

export const certificatesCheck = defineCheck({
  needs: [],
  look(_settings, { settings: { bot, graph }, machine }) {
    const facts = named(bot, graph);
    if (facts.length === 0) return [skipped('no certificate is in use')];
    return facts.map((one) => judgeCertificate(one, machine.clock.now()));
  },
});
