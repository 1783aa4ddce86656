import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicyArguments } from '../../src/cli/policy-arguments.ts';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'env/policy.example.json');
const leads = 'c2a7e9d4-1b60-4f8d-8c35-5e6d7f8091a2';

function policy(args: readonly string[], env: Readonly<Record<string, string>> = { POLICY_FILE: example }) {
  return spawnSync(process.execPath, [join(root, 'src/cli/policy.ts'), ...args], { env: { ...env }, encoding: 'utf8' });
}

function explained(...args: readonly string[]): string {
  const { status, stdout, stderr } = policy(['explain', ...args]);
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

describe('npm run policy -- explain', () => {
  it('says what is needed for a removal, and why', () => {
    const text = explained('--action', 'hardDelete', '--recipients', '250', '--as', 'ana@contoso.com');

    assert.deepEqual(text.split('\n'), [
      "Asked: hardDelete for 250 recipients, severity medium, without the sender's copy.",
      '',
      'Rule 1 applies: the action is hardDelete.',
      '  It asks for 2 approvers and a reason from whoever approves.',
      'Rule 2 applies: there are more than 100 recipients.',
      `  It asks for 1 approver and 1 of group ${leads} (all different people).`,
      'Rule 3 does not apply: no recipient that was named is one of ceo@contoso.com.',
      '',
      `Needed: at least 2 different people: 2 approvers and 1 of group ${leads}. One person may count in several rules.`,
      'Whoever approves must give a reason.',
      'Approvers are ana@contoso.com, ben@contoso.com or group 8f1c0b52-6a35-4a5e-9d2e-3f7f0b1c2d4e.',
      '',
      'Undecided after 1 day: it expires, and nothing is done.',
      '',
      `ana@contoso.com may approve, being named among the approvers; still needed then: 1 approver and 1 of group ${leads}.`,
      'ana@contoso.com may reject, with a reason.',
      '',
      'Entra is not asked here: ana@contoso.com is taken for a member of no group (--member-of).',
      'Recipients that no --recipient names are taken for people that no rule names.',
      '',
    ]);
  });

  it('takes the groups that somebody is said to belong to', () => {
    const asked = ['--action', 'softDelete', '--recipients', '101', '--as', 'lea@contoso.com'];

    const stranger = explained(...asked);
    const lead = explained(...asked, '--member-of', leads.toUpperCase());

    assert.match(
      stranger,
      /^lea@contoso\.com may neither approve nor reject: named neither among the approvers nor in a rule that applies\.$/m,
    );
    assert.match(lead, /^lea@contoso\.com may approve, being named in rule 2; still needed then: 1 approver\.$/m);
    assert.match(lead, /taken for a member of group C2A7E9D4-1B60-4F8D-8C35-5E6D7F8091A2 and no other/);
  });

  it('names recipients, the copy of the sender and who asked for it', () => {
    const vip = ['--recipient', 'CEO@contoso.com', '--recipient', 'hannah@contoso.com', '--senders-copy'];

    const text = explained(
      '--action',
      'softDelete',
      '--severity',
      'high',
      ...vip,
      '--as',
      'ben@contoso.com',
      '--requester',
    );

    assert.match(text, /^Asked: softDelete for 2 recipients, severity high, together with the sender's copy\.$/m);
    assert.match(text, /^Rule 3 applies: a recipient is one of ceo@contoso\.com\.$/m);
    assert.match(
      text,
      /^ben@contoso\.com may not approve: whoever asked for it may not approve it under this policy\.\nben@contoso\.com may reject/m,
    );
    assert.doesNotMatch(text, /that no --recipient names/);
  });

  it('knows guests by their UPN, or by --guest', () => {
    const byName = explained('--action', 'softDelete', '--as', 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com');
    const byFlag = explained('--action', 'softDelete', '--as', 'ana@contoso.com', '--guest');

    assert.match(byName, /may neither approve nor reject: guests may not decide under this policy\.$/m);
    assert.match(byFlag, /may neither approve nor reject: guests may not decide under this policy\.$/m);
  });

  it('says what is enough, without anybody to ask for', () => {
    const text = explained('--action', 'moveToJunk');

    assert.match(text, /^Needed: 1 person: 1 approver, because no rule that applies asks for more\.$/m);
    assert.doesNotMatch(text, /may|Entra/);
  });
});

describe('npm run policy -- with another file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function file(document: unknown): string {
    const path = join(folder, 'policy.json');
    writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
    return path;
  }

  it('reads the one that --file names, whatever POLICY_FILE says', () => {
    const path = file({ approvers: { users: ['eve@contoso.com'] } });

    const { status, stdout } = policy(['explain', '--action', 'softDelete', '--as', 'eve@contoso.com', '--file', path]);

    assert.equal(status, 0);
    assert.match(stdout, /eve@contoso\.com may approve, being named among the approvers; that is enough\./);
  });

  it('says where it cannot know: people by object id, recipients by group, rules without conditions', () => {
    const path = file({
      approvers: { users: ['eeeeeeee-0000-4000-8000-000000000000'] },
      rules: [
        {
          when: { recipientIn: { groups: [leads] }, remediateSendersCopy: false, severity: ['low'] },
          reason: 'required',
        },
        { when: {}, require: [{ from: { users: ['ana@contoso.com'] }, count: 1 }] },
        { when: { remediateSendersCopy: true, action: ['softDelete', 'moveToJunk'] }, reason: 'required' },
      ],
    });
    const asked = ['--action', 'hardDelete', '--severity', 'low', '--recipient', 'hannah@contoso.com'];

    const { stdout } = policy(['explain', ...asked, '--as', 'ana@contoso.com', '--file', path]);

    assert.match(
      stdout,
      /^Rule 1 may apply, and counts as if it did: .*the severity is low; the sender's copy stays; a recipient may be one of group c2a7/m,
    );
    assert.match(stdout, /^ {2}It asks for a reason from whoever approves\.$/m);
    assert.match(stdout, /^Rule 2 applies: it has no conditions\.\n {2}It asks for 1 of ana@contoso\.com\.$/m);
    assert.match(
      stdout,
      /^Rule 3 does not apply: the action is not softDelete or moveToJunk; the sender's copy stays\.$/m,
    );
    assert.match(stdout, /^ana@contoso\.com may approve, being named in rule 2; that is enough\.$/m);
    assert.match(stdout, /^Some people are named by object id only: ask again with that --as\.$/m);
    assert.match(stdout, /a rule that hangs on it counts as applying\.$/m);
  });

  it('check says that it can be used, with the hash that decisions record', () => {
    const path = file({ approvers: { users: ['eve@contoso.com'] }, escalateAfter: 'PT1H' });

    const { status, stdout, stderr } = policy(['check', '--file', path]);

    assert.equal(status, 0);
    assert.match(
      stdout,
      /^The policy can be used\.\n {2}Approvers: 1 by name, 0 by group\. Rules: 0\.\n.* [0-9a-f]{64}\.$/m,
    );
    assert.equal(stderr, 'POLICY_FILE /escalateAfter (escalateTo names nobody) has no effect.\n');
  });

  it('explain says what happens while nobody decides, and when', () => {
    const path = file({
      approvers: { users: ['eve@contoso.com'] },
      expiresAfter: 'P1DT12H',
      remindAfter: 'PT1H30M',
      escalateAfter: 'PT4H',
      escalateTo: { users: ['lead@contoso.com'], groups: [leads] },
    });

    const text = explained('--action', 'softDelete', '--file', path);

    assert.match(text, /^Undecided after 1 hour 30 minutes: the thread is reminded, once\.$/m);
    assert.match(
      text,
      /^Undecided after 4 hours: escalated to lead@contoso\.com or group c2a7e9d4-1b60-4f8d-8c35-5e6d7f8091a2, who may/m,
    );
    assert.match(text, /^Undecided after 1 day 12 hours: it expires, and nothing is done\.$/m);
  });

  const permissions: [string, unknown, RegExp][] = [
    [
      'a group decides',
      { approvers: { users: ['eve@contoso.com'], groups: [leads] } },
      /^ {2}Approvers: 1 by name, 1 by group\. Rules: 0\.\n {2}Looked up in Entra, which needs GroupMember\.Read\.All and User\.ReadBasic\.All \(docs\/permissions\.md\)\.$/m,
    ],
    [
      'a rule names recipients by object id',
      {
        approvers: { users: ['eve@contoso.com'] },
        rules: [
          { when: { recipientIn: { users: ['eeeeeeee-0000-4000-8000-000000000000'] } }, reason: 'required' },
          { when: { recipientIn: { users: ['ceo@contoso.com'] } }, reason: 'required' },
        ],
      },
      /^ {2}Looked up in Entra, which needs User\.Read\.All \(docs\/permissions\.md\)\.$/m,
    ],
  ];
  for (const [where, document, sentence] of permissions) {
    it(`check says what Graph must allow, where ${where}`, () => {
      const { stdout } = policy(['check', '--file', file(document)]);

      assert.match(stdout, sentence);
    });
  }

  it('exits with 78 and every problem where it cannot be used', () => {
    const path = file({ approvers: { groups: ['MARKER'] }, rules: [{ when: { action: ['MARKER'] } }] });

    for (const args of [['check'], ['explain', '--action', 'softDelete']]) {
      const { status, stdout, stderr } = policy([...args, '--file', path]);

      assert.deepEqual([status, stdout], [78, '']);
      assert.match(stderr, /^The policy cannot be used:\n {2}\/approvers\/groups\/0 must be an Entra group id .*\.\n/);
      assert.match(stderr, /^ {2}\/rules\/0\/when\/action\/0 must be one of .*\.$/m);
      assert.doesNotMatch(stderr, /MARKER/);
    }
  });

  it('exits with 78 where it is no JSON, or cannot be read', () => {
    const broken = policy(['check', '--file', file('{\n  "approvers": }')]);
    const missing = policy(['check', '--file', join(folder, 'elsewhere.json')]);
    const aFolder = policy(['check'], { POLICY_FILE: folder });

    assert.equal(broken.status, 78);
    assert.match(broken.stderr, /^ {2}The file must hold JSON, and stops being JSON at line 2, column 16/m);
    assert.deepEqual([missing.status, missing.stderr], [78, `There is no file ${join(folder, 'elsewhere.json')}.\n`]);
    assert.deepEqual([aFolder.status, aFolder.stderr], [78, `${folder} is a folder, not a file.\n`]);
  });

  it('tells missing rights from a missing file', function () {
    // Whoever may read everything lacks no right.
    if (process.getuid?.() === 0) this.skip();
    const path = file({ approvers: { users: ['eve@contoso.com'] } });
    chmodSync(path, 0o000);

    const { status, stderr } = policy(['check', '--file', path]);

    chmodSync(path, 0o600);
    assert.deepEqual(
      [status, stderr],
      [78, `${path} may not be read by this user: check its rights, and its folder's.\n`],
    );
  });
});

describe('npm run policy -- asked wrongly', () => {
  const wrong: [string, readonly string[], RegExp][] = [
    ['nothing', [], /^Ask for check, or for explain\.$/m],
    ['something else', ['change'], /^Ask for check, or for explain\.$/m],
    ['two things', ['check', 'explain'], /^Ask for check, or for explain\.$/m],
    ['an option that is not known', ['check', '--policy=MARKER'], /^There is no option --policy\.$/m],
    ['a letter that is not known', ['check', '-f', 'MARKER'], /^There is no option -f\.$/m],
    ['an option that every object has', ['check', '--constructor'], /^There is no option --constructor\.$/m],
    ['an option without its value', ['check', '--file'], /^--file lacks its value\.$/m],
    ['an option with another as its value', ['explain', '--as', '--guest'], /^--as lacks its value\.$/m],
    ['an option with an empty value', ['check', '--file='], /^--file lacks its value\.$/m],
    ['a value where none belongs', ['explain', '--guest=MARKER'], /^--guest takes no value\.$/m],
    [
      'two counts of recipients',
      ['explain', '--action', 'softDelete', '--recipients', '1', '--recipients', '500'],
      /^--recipients may be given once\.$/m,
    ],
    ['a removal to check', ['check', '--action', 'softDelete'], /^check takes --file alone\.$/m],
    ['no action', ['explain'], /^--action must be one of softDelete, /m],
    ['another action', ['explain', '--action', 'MARKER'], /^--action must be one of softDelete, /m],
    [
      'another severity',
      ['explain', '--action', 'softDelete', '--severity', 'MARKER'],
      /^--severity must be one of low, /m,
    ],
    [
      'no recipients',
      ['explain', '--action', 'softDelete', '--recipients', '0'],
      /^--recipients must be a whole number/m,
    ],
    [
      'half a recipient',
      ['explain', '--action', 'softDelete', '--recipients', '1.5'],
      /^--recipients must be a whole/m,
    ],
    [
      'a recipient by name',
      ['explain', '--action', 'softDelete', '--recipient', 'MARKER'],
      /^--recipient must be a mail/m,
    ],
    [
      'more recipients by name than there are',
      [
        'explain',
        '--action',
        'softDelete',
        '--recipients',
        '1',
        '--recipient',
        'a@b.example',
        '--recipient',
        'c@b.example',
      ],
      /^--recipients must not be less than/m,
    ],
    ['a person by name', ['explain', '--action', 'softDelete', '--as', 'MARKER'], /^--as must be a UPN/m],
    [
      'a group by name',
      ['explain', '--action', 'softDelete', '--as', 'a@b.example', '--member-of', 'MARKER'],
      /^--member-of must/m,
    ],
    [
      'a membership of nobody',
      ['explain', '--action', 'softDelete', '--member-of', leads],
      /^--member-of, --requester/m,
    ],
    ['a requester who is nobody', ['explain', '--action', 'softDelete', '--requester'], /^--member-of, --requester/m],
  ];
  for (const [what, args, sentence] of wrong) {
    it(`is answered with what is wrong, without repeating it: ${what}`, () => {
      const order = readPolicyArguments([...args]);

      assert.ok(order.kind === 'wrong');
      assert.match(order.why, sentence);
      assert.doesNotMatch(order.why, /MARKER/);
    });
  }

  it('exits with 64, and says how it is used', () => {
    const { status, stdout, stderr } = policy(['explain', '--action', 'MARKER']);

    assert.deepEqual([status, stdout], [64, '']);
    assert.match(stderr, /^--action must be one of .*\.\nUsage: npm run policy -- check/);
    assert.doesNotMatch(stderr, /MARKER|node:/);
  });

  it('exits with 64 where no policy is named', () => {
    const { status, stderr } = policy(['check'], {});

    assert.equal(status, 64);
    assert.match(stderr, /^No policy is named: set POLICY_FILE, or give --file\.$/m);
  });

  it('exits with 0 where only the usage is asked for', () => {
    const { status, stdout, stderr } = policy(['--help']);

    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Usage: npm run policy -- check/);
  });
});
