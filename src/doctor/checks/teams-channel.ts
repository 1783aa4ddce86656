import { alertChannels } from '../../workflow/alert-channel.ts';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { askChannel, type Presence } from '../probes/ask-channel.ts';
import { failureFix, failureWords } from '../probes/failure-code.ts';
import { type Channels, storeLook } from '../probes/store-look.ts';
import { botToken } from '../probes/tokens.ts';

const waiting = 'Alerts are kept without a card until then: nobody sees them.';
const add = 'Teams, Apps, Manage your apps: add the app to the team of the channel.';

/** `which`: `ALERT_CHANNEL`, or the number of a bound channel. */
export function judgePresence(presence: Presence, which: string): Finding {
  if (presence.kind === 'present') return ok(`The bot is installed in the team of ${which}, and the channel is there.`);
  if (presence.kind === 'unreachable') {
    return fault({
      what: `Teams cannot be reached at the service URL of ${which}: ${failureWords(presence.code)}.`,
      why: 'No card is posted or redrawn there.',
      fix: `${failureFix(presence.code)} Correct TEAMS_SERVICE_URL where that is set.`,
    });
  }
  const { status, code = String(status) } = presence;
  if (status === 401) {
    return fault({
      what: `Teams does not take the token of the bot (401) for ${which}.`,
      why: 'No card is posted or redrawn.',
      fix: 'Azure portal, the Azure Bot, Configuration: its Microsoft App ID, type and tenant must be BOT_ID, BOT_TYPE and BOT_TENANT_ID. Check CLOUD.',
    });
  }
  if (status === 403) {
    return fault({
      what: `The bot is not installed in the team of ${which} (${code}).`,
      why: 'No card can be posted there.',
      fix: `${add} Where it is there already, a policy of the Teams admin center blocks it.`,
    });
  }
  if (status === 404) {
    return fault({
      what: `Teams knows no channel as ${which} names it (${code}).`,
      why: 'No card can be posted there.',
      fix: `Restore the channel, or choose another: "@Countersign alerts here" typed in it, or ALERT_CHANNEL from its "Get link to channel". ${add}`,
    });
  }
  return warning({
    what: `Teams answered ${status} for ${which}.`,
    why: 'Whether cards can be posted there is not known.',
    fix: 'Run the doctor again in a minute; see the state of Teams at https://status.cloud.microsoft.',
  });
}

/** What can be said before Teams is asked. */
export function judgeChannels({ bound }: Pick<Channels, 'bound'>, isFixed: boolean, open: number): readonly Finding[] {
  if (isFixed) return open > 0 ? [] : [notSeenYet];
  const gone = bound.filter(({ goneAt }) => goneAt !== undefined).length;
  return [
    ...(bound.length === 0 ? [noneBound] : []),
    ...(gone > 0
      ? [
          warning({
            what: `${gone} of ${bound.length} bound channels are gone: deleted, or the app was removed from their team.`,
            why: open === 0 ? waiting : 'Alerts meant for them go to other channels, or wait.',
            fix: `Restore them or type "@Countersign alerts here" in another channel. ${add}`,
          }),
        ]
      : []),
  ];
}

const noneBound = warning({
  what: 'No channel gets alerts: none is bound, and ALERT_CHANNEL is empty.',
  why: waiting,
  fix: 'Type "@Countersign alerts here" in the channel, as an approver; or set ALERT_CHANNEL.',
});

const notSeenYet = warning({
  what: 'The app has not been seen in the team that ALERT_CHANNEL names.',
  why: waiting,
  fix: `${add} If it is there already, remove it and add it again while the service runs, or set TEAMS_SERVICE_URL.`,
});

const none: Channels = { bound: [] };

export const teamsChannelCheck = defineCheck({
  needs: ['bot', 'teams'],
  after: ['bot-token'],
  async look({ bot, teams }, patient) {
    const looked = await storeLook(patient);
    const channels = looked && 'channels' in looked ? looked.channels : undefined;
    const isFixed = teams.alertChannel !== undefined;
    const { bound, installation } = channels ?? none;
    const reader = { boundChannels: async () => [...bound], installation: async () => installation };
    const open = await alertChannels(reader, { tenantId: bot.tenantId, ...teams });
    // Neither what is bound nor where the app was seen can be read then.
    if (open.length === 0 && !channels && looked?.kind !== 'nothingYet')
      return [skipped('the database tells nothing (see database)')];
    const token = await botToken(patient);
    if (token?.kind !== 'token') return [skipped('the bot has no token')];
    const asked = open
      .slice(0, mostAsked)
      .map(async (channel, index) =>
        judgePresence(await askChannel(channel, token.token), isFixed ? 'ALERT_CHANNEL' : `bound channel ${index + 1}`),
      );
    return [...judgeChannels({ bound }, isFixed, open.length), ...(await Promise.all(asked))];
  },
});

/** Teams' own limit is 14 questions a second for one conversation; these are as many conversations. */
const mostAsked = 20;
