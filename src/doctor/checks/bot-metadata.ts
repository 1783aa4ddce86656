import { clouds } from '../../identity/clouds.ts';
import { defineCheck } from '../check.ts';
import { fault, ok } from '../finding.ts';
import { whyNoKeys } from '../probes/read-keys.ts';

export const botMetadataCheck = defineCheck({
  needs: ['bot'],
  async look({ bot }, { cloud, machine }) {
    const why = await whyNoKeys(bot.openIdMetadataUrl ?? clouds[cloud].bot.openIdMetadataUrl, machine.clock);
    if (why === undefined) return [ok('The keys that Teams signs its tokens with can be read.')];
    const key = bot.openIdMetadataUrl === undefined ? 'of the Bot Framework' : 'that BOT_OPENID_METADATA_URL names';
    return [
      fault({
        what: `The OpenID metadata ${key} cannot be read: ${why}.`,
        why: 'Without those keys every click and message is answered 401.',
        fix: 'Let outgoing TLS (port 443) to login.botframework.com through (login.botframework.azure.us in government clouds); leave BOT_OPENID_METADATA_URL empty unless you know why it is set.',
      }),
    ];
  },
});
