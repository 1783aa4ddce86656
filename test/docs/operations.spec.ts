import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitConfigInvalid } from '../../src/config/describe-settings.ts';
import { fencesOf, readPages } from './pages.ts';
import { commandsOf, isShell } from './shell-commands.ts';

const root = join(import.meta.dirname, '../..');
const pages = new Map(readPages().map((page) => [page.path, page]));
const page = pages.get('docs/operations.md');
assert.ok(page);
const fences = fencesOf(page);
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');

describe('docs/operations.md', () => {
  it('asks the log of Container Apps for sentences that it says, and fields that it has', () => {
    const queries = fences.filter(({ language }) => language === 'kusto').map(({ lines }) => lines.join('\n'));
    const fields = pages.get('docs/logs.md')?.text ?? '';

    assert.equal(queries.length, 2);
    for (const query of queries) {
      const [, sentence = ''] = /line\.message\) == "([^"]+)"/.exec(query) ?? [];
      assert.ok(source.includes(`'${sentence}'`), sentence);
      for (const [, field = ''] of query.matchAll(/\bline\.(\w+)/g)) assert.ok(fields.includes(`\`${field}\``), field);
      for (const [, outcome = ''] of query.matchAll(/line\.outcome\) == "([^"]+)"/g)) {
        assert.ok(source.includes(`kind: '${outcome}'`), outcome);
      }
    }
    for (const [, sentence = ''] of page.text.matchAll(
      /`((?:A call from|The database could|The audit chain) [^`]+)`/g,
    )) {
      assert.ok(source.includes(`'${sentence}'`), sentence);
    }
  });

  it('shows how to get into each kind of container', () => {
    const commands = fences.filter(isShell).flatMap(commandsOf);

    for (const start of [
      'az containerapp exec',
      'docker compose --env-file my.env exec',
      'kubectl --namespace countersign exec',
    ]) {
      assert.ok(
        commands.some((command) => command.startsWith(start)),
        start,
      );
    }
  });

  it('is what the other pages of npm run lead to, for whoever runs the image', () => {
    for (const name of ['audit', 'doctor', 'errors']) {
      const [head = ''] = pages.get(`docs/${name}.md`)?.text.split('\n## ') ?? [];
      assert.match(
        head,
        /In the container there is no `npm run`: `node dist\/cli\/\S+\.js …`.*#in-the-container\)/,
        name,
      );
    }
  });

  describe('has a systemd unit', () => {
    const unit = fences.find(({ language, lines }) => language === 'ini' && lines.includes('[Install]'));
    const steps = fences.filter(isShell).flatMap(commandsOf).join('\n');
    const values = (key: string) =>
      (unit?.lines ?? []).filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));

    it('that is whole: it is enabled, runs as a user who is made before, and stops for what no restart mends', () => {
      assert.deepEqual(
        unit?.lines.filter((line) => line.startsWith('[')),
        ['[Unit]', '[Service]', '[Install]'],
      );
      assert.deepEqual(values('WantedBy'), ['multi-user.target']);
      const [user = 'nobody'] = values('User');
      assert.match(steps, new RegExp(`^useradd --system .* ${user}$`, 'm'));
      assert.match(steps, /^systemctl enable --now countersign$/m);
      assert.deepEqual(values('RestartPreventExitStatus'), [String(exitConfigInvalid)]);
      // The service takes up to ten.
      assert.ok(Number(values('TimeoutStopSec')) > 10);
    });

    it('whose data lies where systemd lets it write', () => {
      const [folder] = values('StateDirectory');
      assert.ok(values('Environment').includes(`DATA_DIR=/var/lib/${folder}`));
      assert.deepEqual(values('ProtectSystem'), ['strict']);
      assert.match(steps, new RegExp(`^runuser .* DATA_DIR=/var/lib/${folder} `, 'm'));
    });

    it('whose settings are put where it reads them, for that user to read', () => {
      const [, file = ''] = /--env-file=(\S+)/.exec(values('ExecStart').join()) ?? [];
      assert.match(steps, /^install .* --group=countersign --mode=0640 my\.env policy\.json \/etc\/countersign\/$/m);
      assert.equal(file, '/etc/countersign/my.env');
    });
  });
});
