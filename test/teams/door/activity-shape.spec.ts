import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkActivity } from '../../../src/teams/door/activity-shape.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const foreign = '22222222-2222-4222-8222-222222222222';
const botId = '99999999-9999-4999-8999-999999999999';
const rules = { botId, allowedTenants: [tenantId] };

type Fields = Record<string, unknown>;
const good: Fields = {
  type: 'message',
  id: '1700000000000',
  text: 'help',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  from: { id: '29:1abc', name: 'Ana Ferrer', aadObjectId: 'AAAAAAAA-0000-4000-8000-000000000000' },
  recipient: { id: `28:${botId}` },
  conversation: { id: '19:x@thread.tacv2;messageid=1', conversationType: 'channel', tenantId },
  channelData: { team: { id: '19:t@thread.tacv2' }, channel: { id: '19:x@thread.tacv2' }, tenant: { id: tenantId } },
};
const conversation = good['conversation'] as Fields;
const from = good['from'] as Fields;

describe('the shape of an activity', () => {
  it('fits where everything is as Teams sends it', () => {
    const check = checkActivity(good, rules);
    assert.ok(check.fits);
    assert.equal(check.activity.objectId, 'aaaaaaaa-0000-4000-8000-000000000000');
    assert.equal(check.activity.teamId, '19:t@thread.tacv2');
  });

  const misfits: readonly [flaw: string, change: Fields][] = [
    ['type', { type: undefined }],
    ['type', { type: 7 }],
    ['type', { type: '' }],
    ['type', { type: 'a\nb' }],
    ['id', { id: undefined }],
    ['id', { id: 5 }],
    ['id', { id: 'x'.repeat(513) }],
    ['channelId', { channelId: undefined }],
    ['channelId', { channelId: 'emulator' }],
    ['channelId', { channelId: ['msteams'] }],
    ['serviceUrl', { serviceUrl: undefined }],
    ['serviceUrl', { serviceUrl: 'smba.trafficmanager.net' }],
    ['serviceUrl', { serviceUrl: 'http://smba.trafficmanager.net/emea/' }],
    ['serviceUrl', { serviceUrl: 'http://127.0.0.1.evil.example/' }],
    ['serviceUrl', { serviceUrl: 'https://user:pass@smba.trafficmanager.net/' }],
    ['serviceUrl', { serviceUrl: 'file:///etc/passwd' }],
    ['serviceUrl', { serviceUrl: 'http://localhost.evil.example/' }],
    ['serviceUrl', { serviceUrl: 'http://localhost./' }],
    ['serviceUrl', { serviceUrl: 'http://127.0.0.1@evil.example/' }],
    ['serviceUrl', { serviceUrl: 'http://evil.example@127.0.0.1/' }],
    ['serviceUrl', { serviceUrl: 'http://127.0.0.1\\@evil.example/' }],
    ['serviceUrl', { serviceUrl: 'https://smba.example\\.evil.example/' }],
    ['serviceUrl', { serviceUrl: 'https://smba.example#@evil.example/' }],
    ['serviceUrl', { serviceUrl: 'https://smba.example/?to=' }],
    ['serviceUrl', { serviceUrl: 'https://smba.example/a\nb/' }],
    ['serviceUrl', { serviceUrl: ' https://smba.example/' }],
    ['serviceUrl', { serviceUrl: 'http://[::ffff:127.0.0.1]/' }],
    ['serviceUrl', { serviceUrl: 'http://[::]/' }],
    ['serviceUrl', { serviceUrl: 'http://0.0.0.0/' }],
    ['serviceUrl', { serviceUrl: 'http://169.254.169.254/metadata/' }],
    ['serviceUrl', { serviceUrl: 'http://10.0.0.1/' }],
    ['serviceUrl', { serviceUrl: 'gopher://127.0.0.1/' }],
    ['serviceUrl', { serviceUrl: 'https:smba.example' }],
    ['serviceUrl', { serviceUrl: `https://smba.example/${'a'.repeat(2_048)}` }],
    ['serviceUrl', { serviceUrl: ['https://smba.example/'] }],
    ['from', { from: undefined }],
    ['from', { from: 'x' }],
    ['from', { from: { aadObjectId: from['aadObjectId'] } }],
    ['objectId', { from: { id: '29:x' } }],
    ['objectId', { from: { id: '29:x', aadObjectId: 'ana@contoso.com' } }],
    ['objectId', { from: { id: '29:x', aadObjectId: '../../members' } }],
    ['conversation', { conversation: undefined }],
    ['conversation', { conversation: { tenantId } }],
    ['id', { id: '..' }],
    ['id', { id: 'a\ud83d' }],
    ['from', { from: { ...from, id: '29:\udc00' } }],
    ['conversation', { conversation: { ...conversation, id: '19:\ud83dx' } }],
    ['id', { id: 'a/b' }],
    ['from', { from: { ...from, id: '29:x/../members' } }],
    ['conversation', { conversation: { ...conversation, id: '.' } }],
    ['conversation', { conversation: { ...conversation, id: '..' } }],
    ['conversation', { conversation: { ...conversation, id: '19:x@thread.tacv2/activities' } }],
    ['conversation', { conversation: { ...conversation, id: '19:x\\..' } }],
    ['conversation', { conversation: { ...conversation, id: '19:x?y' } }],
    ['team', { channelData: { team: { id: '..' } } }],
    ['team', { channelData: { channel: { id: '../x' } } }],
    ['team', { channelData: { channel: { id: 7 } } }],
    ['text', { text: { toString: 'x' } }],
    ['value', { type: 'invoke' }],
    ['value', { type: 'invoke', value: [] }],
    ['command', { type: 'invoke', name: 'composeExtension/fetchTask', value: { commandId: 7 } }],
    ['command', { type: 'invoke', name: 'composeExtension/fetchTask', value: { commandId: 'a b' } }],
    ['command', { type: 'invoke', name: 'composeExtension/fetchTask', value: { commandId: 'x'.repeat(65) } }],
    ['command', { type: 'invoke', name: 'composeExtension/fetchTask', value: { messagePayload: 'To: x' } }],
    ['command', { type: 'invoke', name: 'composeExtension/submitAction', value: { data: [{ recipients: 'x' }] } }],
    ['recipient', { recipient: { id: '28:00000000-0000-4000-8000-000000000000' } }],
    ['recipient', { recipient: 'us' }],
    ['tenant', { conversation: { ...conversation, tenantId: undefined }, channelData: undefined }],
    ['tenant', { conversation: { ...conversation, tenantId: 'contoso' } }],
    ['tenant', { channelData: { tenant: { id: 7 } } }],
  ];
  for (const [flaw, change] of misfits) {
    it(`does not fit with ${JSON.stringify(change).slice(0, 70)}`, () => {
      assert.deepEqual(checkActivity({ ...good, ...change }, rules), { fits: false, status: 400, flaw });
    });
  }

  const foreigners: readonly Fields[] = [
    { conversation: { ...conversation, tenantId: foreign }, channelData: { tenant: { id: foreign } } },
    { conversation: { ...conversation, tenantId: foreign } },
    { channelData: { tenant: { id: foreign } } },
    { conversation: { ...conversation, tenantId: undefined }, channelData: { tenant: { id: foreign } } },
    { from: { ...from, tenantId: foreign } },
  ];
  for (const change of foreigners) {
    it(`is of a foreign tenant with ${JSON.stringify(change).slice(0, 90)}`, () => {
      assert.deepEqual(checkActivity({ ...good, ...change }, rules), {
        fits: false,
        status: 403,
        flaw: 'foreignTenant',
      });
    });
  }

  it('does not let two allowed tenants stand in one activity', () => {
    const both = { botId, allowedTenants: [tenantId, foreign] };
    const check = checkActivity({ ...good, channelData: { tenant: { id: foreign } } }, both);
    assert.equal(check.fits, false);
  });

  it('fits without a person where Teams itself speaks', () => {
    const update = { ...good, type: 'conversationUpdate', id: undefined, from: { id: '29:x' }, text: undefined };
    assert.ok(checkActivity(update, rules).fits);
  });

  it('fits on loopback over http', () => {
    for (const serviceUrl of ['http://127.0.0.1:5/', 'http://localhost/x/', 'http://[::1]:5/']) {
      assert.ok(checkActivity({ ...good, serviceUrl }, rules).fits, serviceUrl);
    }
  });

  it('fits with every form of the address that Teams uses', () => {
    const tenant = `https://smba.trafficmanager.net/emea/${tenantId}/`;
    for (const serviceUrl of [
      tenant,
      'https://smba.infra.gov.teams.microsoft.us/gcch',
      'https://smba.example:8443/a~b',
    ]) {
      assert.ok(checkActivity({ ...good, serviceUrl }, rules).fits, serviceUrl);
    }
  });

  it('hands the SDK only what was checked, by keys that we chose', () => {
    const hostile = JSON.parse(
      `{"__proto__":{"deliveryMode":"expectReplies"},"deliveryMode":"expectReplies","callerId":"urn:x","relatesTo":{},
        "replyToId":{},"entities":"x","textFormat":[],"constructor":1}`,
    ) as Fields;
    const check = checkActivity(
      {
        ...good,
        ...hostile,
        from: { ...from, name: { first: 'Ana' }, role: 'bot' },
        locale: ['de'],
        conversation: { ...conversation, name: 7 },
      },
      rules,
    );
    assert.ok(check.fits);
    assert.deepEqual(JSON.parse(JSON.stringify(check.activity.forSdk)), {
      type: 'message',
      id: '1700000000000',
      channelId: 'msteams',
      serviceUrl: good['serviceUrl'],
      from: { id: '29:1abc', name: '', aadObjectId: from['aadObjectId'] },
      conversation: { id: conversation['id'], conversationType: 'channel', isGroup: true, tenantId },
      channelData: {
        tenant: { id: tenantId },
        team: { id: '19:t@thread.tacv2' },
        channel: { id: '19:x@thread.tacv2' },
      },
    });
    assert.equal(Reflect.get({}, 'deliveryMode'), undefined);
  });

  it('is the last word of a body that names something twice, and of no prototype', () => {
    const text = JSON.stringify(good).replace('{', `{"channelId":"emulator","__proto__":{"serviceUrl":"x"},`);
    assert.ok(checkActivity(JSON.parse(text), rules).fits);
    const without = JSON.parse('{"__proto__":{"type":"message","channelId":"msteams"}}') as unknown;
    assert.deepEqual(checkActivity(without, rules), { fits: false, status: 400, flaw: 'type' });
  });

  it('is judged, never thrown about, whatever comes in', () => {
    const key = fc.constantFrom(...Object.keys(good), 'value', 'membersAdded', 'name', 'locale', 'replyToId');
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(good, from, conversation, null));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (changes) => {
        const check = checkActivity({ ...good, ...Object.fromEntries(changes) }, rules);
        if (check.fits) assert.equal(check.activity.tenantId, tenantId);
        else assert.ok(check.status === 400 || check.status === 403);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(fc.jsonValue(), (body) => checkActivity(body, rules).fits === false));
  });
});
