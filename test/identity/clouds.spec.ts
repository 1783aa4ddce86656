import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { cloudNames, clouds } from '../../src/identity/clouds.ts';

// The constants live in a package of the SDK's own.
const requireFromSdk = createRequire(createRequire(import.meta.url).resolve('botbuilder'));

describe('The clouds', () => {
  for (const name of cloudNames) {
    it(`${name}: everything is https and of one cloud`, () => {
      const cloud = clouds[name];
      const ending = name === 'global' ? '.com' : '.us';

      for (const url of [cloud.graphRoot, cloud.loginAuthority]) {
        assert.equal(new URL(url).protocol, 'https:');
        assert.equal(new URL(url).origin, url);
        assert.ok(new URL(url).host.endsWith(ending));
      }
      for (const url of [
        cloud.bot.connectorResource,
        cloud.bot.tokenIssuer,
        cloud.bot.oAuthUrl,
        cloud.bot.openIdMetadataUrl,
      ]) {
        assert.ok(new URL(url).host.endsWith(ending));
      }
      assert.equal(cloud.graphScope, `${cloud.graphRoot}/.default`);
      assert.equal(new URL(cloud.actionCenterUrl).host, cloud.actionCenterHosts[0]);
    });
  }

  it('have the remediate action in v1.0 in the global cloud only', () => {
    const withV1 = cloudNames.filter((name) => clouds[name].remediateVersions.includes('v1.0'));

    assert.deepEqual(withV1, ['global']);
  });

  it('name what the Bot Framework SDK names', () => {
    const sdk = requireFromSdk('botframework-connector') as Record<string, Record<string, string>>;
    const pairs = [
      [clouds.global.bot, sdk['AuthenticationConstants']],
      [clouds.gccHigh.bot, sdk['GovernmentConstants']],
      [clouds.dod.bot, sdk['GovernmentConstants']],
    ] as const;

    for (const [ours, theirs] of pairs) {
      assert.deepEqual(
        [ours.loginUrl, ours.connectorResource, ours.tokenIssuer, ours.oAuthUrl, ours.openIdMetadataUrl],
        [
          theirs?.['ToChannelFromBotLoginUrl'],
          theirs?.['ToChannelFromBotOAuthScope'],
          theirs?.['ToBotFromChannelTokenIssuer'],
          theirs?.['OAuthUrl'],
          theirs?.['ToBotFromChannelOpenIdMetadataUrl'],
        ],
      );
    }
  });
});
