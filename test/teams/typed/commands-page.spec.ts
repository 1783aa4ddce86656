import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandNames } from '../../../src/teams/typed/nearest-command.ts';
import { type Command, parseCommand } from '../../../src/teams/typed/parse-command.ts';
import { wordsFor } from '../../../src/teams/words.ts';

const page = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(' | ').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, words]) => words ?? '')));

const misread: readonly Command['kind'][] = ['unknown', 'incomplete', 'unread', 'requestIdLength', 'decision'];

describe('the page of commands', () => {
  it('lists every command once, and no other', () => {
    assert.deepEqual(rows.map(([names]) => names?.[0]).sort(), [...commandNames].sort());
  });

  it('has examples that are understood, each as its own command', () => {
    for (const [names, , examples] of rows) {
      assert.ok(names?.[0] && examples && examples.length > 0);
      const [name] = names;
      for (const example of examples) {
        const { kind } = parseCommand(example);
        assert.ok(!misread.includes(kind), example);
        assert.equal(kind.toLowerCase(), name.replaceAll(' ', '').toLowerCase(), example);
      }
    }
  });
});

describe('help', () => {
  const words = wordsFor('en');

  it('lists every command, also for clients that draw no cards', () => {
    for (const name of commandNames) {
      assert.ok(
        words.helpLines.some(({ command }) => command === name || command.startsWith(`${name} `)),
        name,
      );
      assert.ok(words.helpFallback.includes(name), name);
    }
  });

  it('lists nothing that is not understood', () => {
    for (const { command } of words.helpLines) {
      // Words in angle brackets stand for something.
      const typed = command
        .replace('<networkMessageId>', '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f')
        .replace('<recipient>', 'ana@contoso.com')
        .replace('<reason>', 'it is phish');
      assert.ok(!misread.includes(parseCommand(typed).kind), typed);
    }
  });
});
