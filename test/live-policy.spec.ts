import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWhileRunning } from '../src/config/disk-files.ts';
import { readPolicyDocument } from '../src/config/policy-document.ts';
import { digest } from '../src/digest.ts';
import { ServiceError } from '../src/errors.ts';
import { createLivePolicy, type LivePolicy } from '../src/live-policy.ts';
import type { PolicyInForce } from '../src/workflow/ports.ts';
import { silentLog } from './support/fakes.ts';

const byAna = { approvers: { users: ['ana@contoso.com'] } };
const byBen = { approvers: { users: ['ben@contoso.com'] } };
const byEve = { approvers: { users: ['eve@contoso.com'] }, expiresAfter: 'PT8H' };

function inForceOf(document: unknown): PolicyInForce {
  const read = readPolicyDocument(JSON.stringify(document));
  assert.ok(read.kind === 'ok');
  return { policy: read.policy, document: read.document, hash: digest(read.document) };
}

interface World {
  readonly live: LivePolicy;
  /** What was told, in order: log messages, counts, audit entries. */
  readonly told: string[];
  /** Fields of log lines. */
  readonly fields: Readonly<Record<string, unknown>>[];
  /** Happens while a changed file is given time to settle. */
  whileSettling: (() => Promise<void>) | undefined;
  /** In the place of the reading that the service has. */
  parse: typeof readPolicyDocument | undefined;
  /** The store cannot be written. */
  isStoreDown: boolean;
  /** How often open cards were to be redrawn. */
  redraws: number;
}

function startWorld(path: string): World {
  const told: string[] = [];
  const fields: World['fields'] = [];
  const line = (what: World['fields'][number], message: string) => {
    fields.push(what);
    told.push(message);
  };
  const world: World = {
    told,
    fields,
    whileSettling: undefined,
    parse: undefined,
    isStoreDown: false,
    redraws: 0,
    live: createLivePolicy({
      first: inForceOf(byAna),
      readFile: () => readWhileRunning(path),
      parse: (text) => (world.parse ?? readPolicyDocument)(text),
      announce: async ({ hash }) => {
        if (world.isStoreDown) throw new ServiceError('storeUnavailable', undefined, { retryable: true });
        assert.notEqual(world.live.inForce().hash, hash, 'it decided before it was announced');
        told.push(`announced ${hash}`);
      },
      loaded: async () => {
        assert.equal(told.at(-1), 'A changed policy is in force');
        world.redraws += 1;
      },
      digest,
      sleep: async () => {
        const happen = world.whileSettling;
        world.whileSettling = undefined;
        await happen?.();
      },
      log: { ...silentLog, info: line, warn: line, error: line },
      meter: { observe: () => {}, count: (name, labels) => told.push(`${name} ${labels?.['result']}`) },
    }),
  };
  return world;
}

const loaded = ['countersign_policy_reloads_total loaded', 'A changed policy is in force'];
const refused = [
  'countersign_policy_reloads_total refused',
  'The policy file was changed to something that cannot be used: the policy in force stays',
];
const unreadable = [
  'countersign_policy_reloads_total refused',
  'The policy file cannot be read: the policy in force stays',
];

describe('the policy while the service runs', () => {
  let folder: string;
  let path: string;
  let world: World;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'countersign-policy-'));
    path = join(folder, 'policy.json');
    await write(byAna);
    world = startWorld(path);
  });
  afterEach(() => rm(folder, { recursive: true }));

  function write(document: unknown): Promise<void> {
    return writeFile(path, JSON.stringify(document));
  }
  const hash = () => world.live.inForce().hash;
  const hashOf = (document: unknown) => digest(document);

  it('stays as it is while its file does', async () => {
    await world.live.look();
    await world.live.look();

    assert.equal(hash(), hashOf(byAna));
    assert.deepEqual(world.told, []);
  });

  it('is replaced by a changed file, announced before it decides anything', async () => {
    await world.live.look();
    await write(byBen);

    await world.live.look();
    await world.live.look();

    assert.deepEqual(world.live.inForce(), inForceOf(byBen));
    assert.deepEqual(world.told, [`announced ${hashOf(byBen)}`, ...loaded]);
    assert.equal(world.redraws, 1);
    assert.deepEqual(world.fields, [{ policyHash: hashOf(byBen), before: hashOf(byAna), rules: 0 }]);
  });

  it('is replaced by what changed between the start and the first look', async () => {
    await write(byBen);

    await world.live.look();

    assert.equal(hash(), hashOf(byBen));
  });

  it('is not replaced by the same policy, written in other words', async () => {
    await writeFile(path, `\ufeff${JSON.stringify(byAna, undefined, 2)}\n`);

    await world.live.look();

    assert.deepEqual(world.told, []);
  });

  const unusable: [string, string][] = [
    ['is empty', ''],
    ['is no JSON', '{"approvers":'],
    ['holds a key twice', '{"approvers":{"users":["a@b.example"]},"guests":true,"guests":false}'],
    ['holds an unknown key', '{"approvers":{"users":["a@b.example"]},"MARKER":1}'],
    ['holds half a character', '{"approvers":{"users":["a@b.example"]},"$schema":"\\ud83d"}'],
    ['names nobody', '{"approvers":{}}'],
    [
      'holds 200,000 unknown keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, 1]))),
    ],
    [
      'holds 80,000 unknown keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 80_000 }, (_, n) => [`k${n}`, 1]))),
    ],
    ['holds one text of 13 MB', `{"$schema":"${'x'.repeat(13_000_000)}"}`],
    ['goes a million brackets deep', '['.repeat(1_000_000)],
    ['names a group by name', '{"approvers":{"groups":["MARKER"]}}'],
    [
      'asks for more people than there are',
      '{"approvers":{"users":["a@b.example"]},"rules":[{"when":{},"require":[{"from":"approvers","count":2}]}]}',
    ],
  ];
  for (const [what, text] of unusable) {
    it(`stays, and says why once, where the file ${what}`, async () => {
      await writeFile(path, text);

      await world.live.look();
      await world.live.look();

      assert.equal(hash(), hashOf(byAna));
      assert.deepEqual(world.told, refused);
      const [{ policyHash, problems }] = world.fields as [{ policyHash: string; problems: string[] }];
      assert.equal(policyHash, hashOf(byAna));
      assert.ok(problems.length > 0 && problems.every((problem) => problem.length > 20));
      assert.doesNotMatch(JSON.stringify(problems), /a@b|"MARKER/);
    });
  }

  it('says each mistake once, and takes what comes after it', async () => {
    await writeFile(path, '{');
    await world.live.look();
    await writeFile(path, '[');
    await world.live.look();
    await write(byBen);
    await world.live.look();
    await world.live.look();

    assert.deepEqual(world.told, [...refused, ...refused, `announced ${hashOf(byBen)}`, ...loaded]);
  });

  it('says nothing where a mistake is taken back', async () => {
    await writeFile(path, '{');
    await world.live.look();
    await write(byAna);
    await world.live.look();

    assert.deepEqual(world.told, refused);
    assert.equal(hash(), hashOf(byAna));
  });

  it('stays where reading the changed file throws, says so once, and takes the next one', async () => {
    world.parse = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    await write(byBen);
    await world.live.look();
    await world.live.look();
    assert.equal(hash(), hashOf(byAna));
    assert.deepEqual(world.told, [
      'countersign_policy_reloads_total refused',
      'The changed policy file could not be read to its end: the policy in force stays',
    ]);

    world.parse = undefined;
    await write(byEve);
    await world.live.look();

    assert.equal(hash(), hashOf(byEve));
  });

  it('tells a few problems of many', async () => {
    await write({ approvers: { users: Array.from({ length: 50 }, () => 'nobody') } });

    await world.live.look();

    const [{ problems }] = world.fields as [{ problems: string[] }];
    assert.equal(problems.length, 10);
  });

  it('is known to be another than its file for as long as that lasts', async () => {
    const states: boolean[] = [];
    const lookAfter = async (change: () => Promise<void>) => {
      await change();
      await world.live.look();
      states.push(world.live.isRefused());
    };

    await lookAfter(async () => {});
    await lookAfter(() => writeFile(path, '{'));
    await lookAfter(async () => {});
    await lookAfter(() => unlink(path));
    await lookAfter(() => writeFile(path, '{'));
    await lookAfter(() => write(byAna));
    await lookAfter(() => unlink(path));
    await lookAfter(() => write(byBen));

    assert.deepEqual(states, [false, true, true, true, true, false, true, false]);
  });

  it('does not heed a file that is still being written', async () => {
    await writeFile(path, '{"approvers":');
    world.whileSettling = () => write(byBen);

    await world.live.look();
    assert.deepEqual([hash(), world.told], [hashOf(byAna), []]);
    await world.live.look();

    assert.equal(hash(), hashOf(byBen));
    assert.deepEqual(world.told, [`announced ${hashOf(byBen)}`, ...loaded]);
  });

  it('does not take a policy that was gone again at once', async () => {
    await write(byBen);
    world.whileSettling = () => write(byAna);

    await world.live.look();
    await world.live.look();

    assert.deepEqual(world.told, []);
  });

  it('stays where the file is gone, says so once, and again when it goes again', async () => {
    await unlink(path);
    await world.live.look();
    await world.live.look();
    await write(byAna);
    await world.live.look();
    await unlink(path);
    await world.live.look();

    assert.deepEqual(world.told, [...unreadable, ...unreadable]);
    assert.equal(hash(), hashOf(byAna));
    assert.doesNotMatch(JSON.stringify(world.fields.map(({ policyHash }) => policyHash)), /undefined/);
  });

  it('is taken from a file that comes back changed', async () => {
    await unlink(path);
    await world.live.look();
    await write(byBen);
    await world.live.look();

    assert.deepEqual(world.told, [...unreadable, `announced ${hashOf(byBen)}`, ...loaded]);
  });

  it('stays where a folder lies in the place of the file', async () => {
    await unlink(path);
    await mkdir(path);

    await world.live.look();

    assert.deepEqual(world.told, unreadable);
  });

  it('waits for the audit log, saying so once, and comes into force when it can be written', async () => {
    world.isStoreDown = true;
    await write(byBen);
    await world.live.look();
    await world.live.look();
    assert.deepEqual(
      [hash(), world.told],
      [hashOf(byAna), ['A changed policy waits until the audit log can be written']],
    );

    world.isStoreDown = false;
    await world.live.look();

    assert.equal(hash(), hashOf(byBen));
    assert.deepEqual(world.told.slice(1), [`announced ${hashOf(byBen)}`, ...loaded]);
  });

  it('comes into force as it is by the time that the audit log can be written', async () => {
    world.isStoreDown = true;
    await write(byBen);
    await world.live.look();
    await write(byEve);
    await world.live.look();
    world.isStoreDown = false;
    await world.live.look();

    assert.equal(world.live.inForce().policy.expiresAfterMs, 8 * 60 * 60_000);
    assert.deepEqual(
      world.told.filter((one) => one.startsWith('announced')),
      [`announced ${hashOf(byEve)}`],
    );
  });

  it('follows an editor that puts a new file in the place of the old one', async () => {
    await world.live.look();
    await writeFile(join(folder, 'policy.json~'), JSON.stringify(byBen));
    await rename(join(folder, 'policy.json~'), path);

    await world.live.look();

    assert.equal(hash(), hashOf(byBen));
  });

  it('follows a ConfigMap, whose folder is swapped by a link', async () => {
    const versions = [byAna, byBen];
    for (const [index, document] of versions.entries()) {
      await mkdir(join(folder, `..${index}`));
      await writeFile(join(folder, `..${index}`, 'policy.json'), JSON.stringify(document));
    }
    await unlink(path);
    await symlink('..0', join(folder, '..data'));
    await symlink(join('..data', 'policy.json'), path);
    await world.live.look();
    assert.deepEqual(world.told, []);

    await symlink('..1', join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    await rm(join(folder, '..0'), { recursive: true });
    await world.live.look();

    assert.equal(hash(), hashOf(byBen));
  });
});
