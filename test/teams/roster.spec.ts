import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { MemberRecord, Turn } from '../../src/teams/connection.ts';
import type { InboundActivity } from '../../src/teams/door/activity-shape.ts';
import { createRoster } from '../../src/teams/roster.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const objectId = 'aaaaaaaa-0000-4000-8000-000000000000';
const activity = { tenantId, objectId, fromId: '29:ana' } as InboundActivity;
const member: MemberRecord = {
  id: '29:ana',
  aadObjectId: objectId.toUpperCase(),
  name: 'Ana Ferrer',
  userPrincipalName: 'ana@contoso.com',
  tenantId,
  userRole: 'user',
};
const person = { objectId, upn: 'ana@contoso.com', name: 'Ana Ferrer', tenantId, isGuest: false };

describe('the roster', () => {
  let now: number;
  let asked: string[];
  let answers: (MemberRecord | ServiceError)[];
  let roster: ReturnType<typeof createRoster>;
  const turn = {
    async member(id) {
      asked.push(id);
      const answer = answers.shift() ?? member;
      if (answer instanceof ServiceError) throw answer;
      return answer;
    },
  } as Turn;
  const isUnavailable = (thrown: unknown) => thrown instanceof ServiceError && thrown.code === 'rosterUnavailable';

  beforeEach(() => {
    now = 0;
    asked = [];
    answers = [];
    roster = createRoster({ now: () => now });
  });

  it('names the person by the Entra object id of the activity', async () => {
    assert.deepEqual(await roster(activity, turn), person);
    assert.deepEqual(asked, [objectId]);
  });

  it('is asked once in five minutes, and once for all who ask at the same time', async () => {
    await Promise.all([roster(activity, turn), roster(activity, turn)]);
    now += 299_999;
    await roster(activity, turn);
    assert.equal(asked.length, 1);
    now += 1;
    await roster(activity, turn);
    assert.equal(asked.length, 2);
  });

  it('keeps people of different tenants apart', async () => {
    const other = '22222222-2222-4222-8222-222222222222';
    await roster(activity, turn);
    const elsewhere = await roster({ ...activity, tenantId: other }, turn);
    assert.equal(asked.length, 2);
    assert.equal(elsewhere.isGuest, true);
  });

  it('is asked by Teams id where it does not know the Entra id', async () => {
    answers = [new ServiceError('teamsGone')];
    assert.deepEqual(await roster(activity, turn), person);
    assert.deepEqual(asked, [objectId, '29:ana']);
  });

  it('is asked again after a failure, which says whether that may help', async () => {
    answers = [new ServiceError('teamsUnavailable', undefined, { retryable: true })];
    await assert.rejects(roster(activity, turn), { code: 'rosterUnavailable', retryable: true });
    assert.deepEqual(await roster(activity, turn), person);
  });

  const guests: readonly MemberRecord[] = [
    { ...member, userRole: 'guest' },
    { ...member, userRole: 'Guest' },
    { ...member, userPrincipalName: 'gus_fabrikam.com#ext#@contoso.onmicrosoft.com' },
    { ...member, tenantId: '22222222-2222-4222-8222-222222222222' },
  ];
  for (const guest of guests) {
    it(`calls a guest who is ${JSON.stringify(guest).slice(60)}`, async () => {
      answers = [guest];
      assert.equal((await roster(activity, turn)).isGuest, true);
    });
  }

  const unusable: readonly MemberRecord[] = [
    {},
    { ...member, aadObjectId: 'bbbbbbbb-0000-4000-8000-000000000000' },
    { ...member, aadObjectId: undefined },
    { ...member, userPrincipalName: '' },
    { ...member, userPrincipalName: undefined, email: 'ana@contoso.com' },
    { ...member, userRole: 'anonymous' },
  ];
  for (const answer of unusable) {
    it(`is not believed where it says ${JSON.stringify(answer).slice(0, 110)}`, async () => {
      answers = [answer];
      await assert.rejects(roster(activity, turn), isUnavailable);
    });
  }

  it('takes the older field for the object id, and the UPN where there is no name', async () => {
    answers = [{ objectId, userPrincipalName: 'ana@contoso.com' }];
    assert.deepEqual(await roster(activity, turn), { ...person, name: 'ana@contoso.com' });
  });
});
