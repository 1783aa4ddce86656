import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { failureFix, failureWords } from '../probes/failure-code.ts';
import { type Knock, knock } from '../probes/knock.ts';

const dayMs = 86_400_000;
/** Azure renews its certificates 45 days before, Let's Encrypt's clients 30: below this something is stuck. */
const soonDays = 14;
const why = 'Teams reaches the bot there alone: no click and no message arrives.';
const whatAnswers = 'Something else answers at --endpoint';

export function judgeKnock(answer: Knock, now: number): readonly Finding[] {
  if (answer.kind === 'failed') {
    return [
      fault({
        what: `--endpoint cannot be reached from here: ${failureWords(answer.code)}.`,
        why,
        fix: `Check ingress, DNS and certificate of the service. ${failureFix(answer.code)}`,
      }),
    ];
  }
  const { status, isOurs, certificateEndsAt } = answer;
  const days = certificateEndsAt === undefined ? undefined : Math.floor((certificateEndsAt - now) / dayMs);
  const certificate: readonly Finding[] =
    days !== undefined && days < soonDays
      ? [
          warning({
            what: `The TLS certificate of --endpoint ends in ${counted(days, 'day')}.`,
            why: 'Teams does not speak to an endpoint whose certificate has ended.',
            fix: 'Renew it where TLS ends (ingress, App Service, reverse proxy), and see why it did not renew by itself.',
          }),
        ]
      : [];
  return [judgeAnswer(status, isOurs, days), ...certificate];
}

function judgeAnswer(status: number, isOurs: boolean, days: number | undefined): Finding {
  if (status === 401 && isOurs) {
    const tls = days === undefined ? '' : ` Its TLS certificate holds for ${counted(days, 'more day')}.`;
    return ok(`This service answers at --endpoint, and refuses a message without a token (401).${tls}`);
  }
  if (status === 401 || status === 403) {
    return fault({
      what: `${whatAnswers}, and refuses the message itself (${status}).`,
      why,
      fix: 'Turn off authentication in front of /api/messages (App Service: Authentication; gateways: their rule for this path). The service checks each token itself.',
    });
  }
  if (status === 404 || status === 405) {
    return fault({
      what: `There is no /api/messages at --endpoint (${status}).`,
      why,
      fix: 'Let the proxy forward /api/ unchanged to HOST and PORT of the service.',
    });
  }
  if (status >= 300 && status < 400) {
    return fault({
      what: `--endpoint answers with a redirect (${status}).`,
      why: 'Teams follows none: no click and no message arrives.',
      fix: 'Give --endpoint, and the Azure Bot, the final https address, without www or path where that redirects.',
    });
  }
  if (status >= 500) {
    return fault({
      what: `--endpoint answers ${status}: the service behind it does not.`,
      why,
      fix: 'Start the service, look into its log, and compare the port of the proxy with PORT.',
    });
  }
  return fault({
    what: `${whatAnswers}: a message without a token was answered ${status}, not 401.`,
    why,
    fix: 'Compare --endpoint with the address of the service, and with "Messaging endpoint" in the configuration of the Azure Bot.',
  });
}

export const endpointCheck = defineCheck({
  needs: [],
  async look(_settings, { endpoint, machine }) {
    if (!endpoint) return [skipped('no --endpoint https://… was given')];
    return judgeKnock(await knock(endpoint), machine.clock.now());
  },
});
