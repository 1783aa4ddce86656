import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditActor, link } from '../../src/approval/audit-chain.ts';
import { csvHead, csvLine } from '../../src/audit/csv-line.ts';
import { digest } from '../../src/digest.ts';
import { draftOf } from '../store/samples.ts';

const columns =
  'seq,at,tenantId,kind,requestId,revision,actorKind,actorUpn,actorObjectId,actorName,data,previousHash,hash';

/** By RFC 4180. */
function cellsOf(line: string): string[] {
  const cells = line.replace(/\r\n$/, '').matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g);
  return [...cells].slice(0, 13).map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
}

function cellsWith(actor: Partial<AuditActor>, data: Record<string, unknown> = {}): Map<string, string> {
  const line = csvLine(link(draftOf({ actor: { ...draftOf().actor, ...actor }, data }), undefined, digest));
  const cells = cellsOf(line);
  return new Map(columns.split(',').map((name, index) => [name, cells[index] ?? '']));
}

describe('an entry for a spreadsheet', () => {
  it('has these columns, in this order', () => {
    assert.equal(csvHead, `${columns}\r\n`);
  });

  it('holds everything that the entry holds', () => {
    const entry = link(draftOf({ data: { text: 'a "b", c\n' } }), undefined, digest);

    const cells = cellsOf(csvLine(entry));

    assert.deepEqual(cells, [
      '1',
      entry.at,
      'contoso',
      'request.created',
      'CS-000001',
      '1',
      'source',
      '',
      '',
      'sublime',
      '{"text":"a \\"b\\", c\\n"}',
      '',
      entry.hash,
    ]);
  });

  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '＝1+1', '\t=1', '\r=1', '\n=1', '\u00a0=1']) {
    it(`never begins what a spreadsheet would calculate: ${JSON.stringify(name)}`, () => {
      assert.match(cellsWith({ name }).get('actorName') ?? '', /^['\\]/);
    });
  }

  it('begins none behind a semicolon either, which is the separator of some countries', () => {
    const cells = cellsWith({ upn: 'a;=cmd' }, { reason: 'x; @SUM(A1)' });

    assert.deepEqual([cells.get('actorUpn'), cells.get('data')], ["a;'=cmd", `{"reason":"x;' @SUM(A1)"}`]);
  });

  it('is one line, and shows what cannot be seen', () => {
    const line = csvLine(
      link(draftOf({ actor: { ...draftOf().actor, name: 'a\nb\u202ec\0\u{e0041}' } }), undefined, digest),
    );

    assert.equal(line.split(/[\r\n]+/).length, 2);
    assert.match(line, /a\\u000ab\\u202ec\\u0000\\udb40\\udc41/);
  });
});
