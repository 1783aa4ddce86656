import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isJsonObject, parseJson } from '../../src/alerts/parse-json.ts';
import { alertOf, alertsOf, errorsOf, graphAlert, mailbox, message, messageId } from './made-records.ts';
import { readers } from './records.ts';

const many = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => item(at));
const fields = (count: number) => Object.fromEntries(many(count, (at) => [`f${at}`, 0]));

describe('a body that holds too much is refused by name', () => {
  const table: readonly [what: string, body: () => unknown, pointer: string, message: string][] = [
    [
      'columns of a table',
      () => ({ tables: [{}, { Columns: many(1_001, () => 'AlertId'), Rows: [] }] }),
      '/tables/1/Columns',
      'must hold at most 1000 columns',
    ],
    ['rows', () => many(50_001, () => ({ AlertId: 'x' })), '', 'must hold at most 50000 rows'],
    [
      'rows of as many alerts',
      () => many(10_001, (at) => ({ AlertId: `x${at}` })),
      '',
      'must hold rows of at most 10000 alerts',
    ],
    [
      'alerts, of whatever product',
      () => ({ value: many(10_001, (at) => graphAlert([], { id: `x${at}` })) }),
      '',
      'must hold at most 10000 alerts, also of other products',
    ],
    [
      'evidence of one alert',
      () => ({ value: [graphAlert(many(20_001, () => mailbox('ana@contoso.com')))] }),
      '/value/0/evidence',
      'must end where the body has 20000 pieces of evidence',
    ],
    [
      'evidence of several alerts',
      () =>
        many(3, (at) =>
          graphAlert(
            many(7_000, () => ({})),
            { id: `x${at}` },
          ),
        ),
      '/2/evidence',
      'must end where the body has 20000 pieces of evidence',
    ],
    [
      'evidence in a text',
      () => ({ ...graphAlert([]), Entities: JSON.stringify(many(20_001, () => 0)) }),
      '/Entities',
      'must end where the body has 20000 pieces of evidence',
    ],
    [
      'alerts of an incident',
      () => ({ incidentNumber: 7, title: 't', alerts: many(20_001, () => ({})) }),
      '/alerts',
      'must end where the body has 20000 pieces of evidence',
    ],
    [
      'recipients of several messages',
      () =>
        graphAlert(many(2, () => message({ recipientEmailAddress: many(50_001, (at) => `u${at}@b.co`).join(';') }))),
      '',
      'must name at most 100000 recipients',
    ],
  ];
  for (const [what, body, pointer, text] of table) {
    it(what, () => {
      assert.deepEqual(errorsOf(body()), [{ pointer, message: text }]);
    });
  }

  it('events of Sublime, before one is read', () => {
    assert.deepEqual(
      errorsOf(
        many(1_001, () => 'none'),
        'sublime',
      ),
      [{ pointer: '', message: 'must hold at most 1000 alerts' }],
    );
  });

  it('and of what is not taken not all is read', () => {
    let read = 0;
    const counted = (body: unknown) => {
      read = 0;
      const watched = new Proxy(graphAlert([message()]), {
        ownKeys: (target) => {
          read += 1;
          return Reflect.ownKeys(target);
        },
      });
      errorsOf(Array(body as number).fill(watched));
      return read;
    };
    const [least, most] = [counted(10_001), counted(150_000)];
    assert.ok(least <= 10_001 * 3 && most <= least, `${least}, ${most}`);
  });
});

describe('a body that holds much is taken', () => {
  it('an incident of a thousand alerts with several pieces of evidence each', () => {
    const alerts = many(1_000, (at) =>
      graphAlert(
        many(10, (part) => message({ recipientEmailAddress: `u${at}.${part}@contoso.com` })),
        { id: `da${at}` },
      ),
    );
    const read = alertsOf({ '@odata.type': '#microsoft.graph.security.incident', id: '1', alerts });
    assert.equal(read.length, 1_000);
    assert.equal(
      read.reduce((sum, { emails }) => sum + emails.length, 0),
      10_000,
    );
  });

  it('a thousand alerts about mail among nine thousand of other products', () => {
    const device = { '@odata.type': '#microsoft.graph.security.deviceEvidence' };
    const others = many(9_000, (at) => graphAlert([device], { id: `x${at}` }));
    const ours = many(1_000, (at) => graphAlert([message()], { id: `da${at}` }));
    assert.equal(alertsOf([...others, ...ours]).length, 1_000);
  });

  it('a table with more columns than a row has values, and the other way round', () => {
    const columns = ['NetworkMessageId', 'RecipientEmailAddress', ...many(998, (at) => `Column${at}`)];
    const rows = [
      [messageId, 'ana@contoso.com'],
      [messageId, 'ben@contoso.com', ...many(2_000, () => 0)],
    ];
    assert.equal(alertOf({ tables: [{ columns, rows }] }).emails.length, 2);
  });

  it('evidence of the alerts in an incident’s alerts, and not further down', () => {
    const incident = (...alerts: unknown[]) => ({ incidentNumber: 7, title: 't', alerts });
    const held = { evidence: [message()] };
    assert.equal(alertOf(incident(held)).emails.length, 1);
    assert.equal(alertOf(incident({ actions: [held] })).emails.length, 1);
    assert.equal(alertOf(incident({ alerts: [{ alerts: [held] }] })).emails.length, 0);
  });
});

describe('JSON', () => {
  const valueIn = (text: string) => {
    const parsed = parseJson(text);
    assert.equal(parsed.kind, 'ok', text.slice(0, 100));
    return parsed.value;
  };

  /** As the engine itself tells what stood there. */
  function exactly(_name: string, value: unknown, { source = '' }: { source?: string }) {
    return /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;
  }

  it('is what it says, but for whole numbers that would be rounded', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.deepEqual(valueIn(text), JSON.parse(text, exactly as (name: string, value: unknown) => unknown));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every digit of a whole number, and only there makes a text of it', () => {
    const places: readonly ((number: string) => string)[] = [
      (number) => number,
      (number) => ` ${number} `,
      (number) => `[${number},${number}]`,
      (number) => `\ufeff{"a":[{"b":${number}}],"c":"${number}"}`,
    ];
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), fc.constantFrom(...places), (number, place) => {
        const isSafe = Number.isSafeInteger(Number(number));
        const expected = place(isSafe ? String(number) : `"${number}"`)
          .replace('""', '"')
          .replace('""', '"');
        assert.deepEqual(valueIn(place(String(number))), JSON.parse(expected.replace('\ufeff', '')));
      }),
      { numRuns: 300 },
    );
    for (const text of [
      '1234567890123456789.5',
      '1234567890123456789e2',
      '0.1234567890123456789',
      '1e-1234567890123456789',
    ]) {
      assert.equal(valueIn(text), Number(text));
    }
  });

  for (const text of [
    '01234567890123456789',
    '{12345678901234567890:1}',
    '[12345678901234567890"a"]',
    '--12345678901234567890',
  ]) {
    it(`is none that has a long number in the wrong place: ${text}`, () => {
      assert.equal(parseJson(text).kind, 'notJson');
    });
  }

  it('names the object that has too many fields, wherever it stands', () => {
    const path = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.stringMatching(/^[a-z]{1,8}$/)), { maxLength: 10 });
    fc.assert(
      fc.property(path, (steps) => {
        const within = (inner: unknown) =>
          steps.reduceRight<unknown>(
            (held, step) =>
              typeof step === 'number' ? [...many(step, () => [{}, 'a,"{[']), held] : { before: ['x'], [step]: held },
            inner,
          );
        const pointer = steps.map((step) => `/${step}`).join('');
        assert.deepEqual(parseJson(JSON.stringify(within(fields(1_001)))), {
          kind: 'tooMuch',
          pointer,
          message: 'must hold at most 1000 fields',
        });
        assert.equal(parseJson(JSON.stringify(within(fields(1_000)))).kind, 'ok');
      }),
      { numRuns: 30 },
    );
  });

  it('counts a field as often as it stands there', () => {
    const text = `{${many(1_001, () => '"a":1').join(',')}}`;
    assert.equal(parseJson(text).kind, 'tooMuch');
  });

  for (const unit of ['0', '[]', '{}', '"a"', '{"a":1}', '[[[0]]]']) {
    it(`holds at most 400,000 values: ${unit}`, () => {
      const one = unit.match(/[[{]/g)?.length ?? 0;
      const fit = Math.floor(399_999 / (one + 1));
      const list = (count: number) => parseJson(`[${Array(count).fill(unit).join(',')}]`);
      assert.equal(list(fit - 1).kind, 'ok');
      assert.partialDeepStrictEqual(list(fit + 1), { pointer: '', message: 'must hold at most 400000 values' });
    });
  }

  it('is not counted inside of a text for people', () => {
    const text = '{[,'.repeat(200_000);
    assert.deepEqual(valueIn(JSON.stringify([text])), [text]);
  });
});

describe('whatever shape a large body has', () => {
  const leaf = fc.constantFrom<unknown>(0, {}, [], '', 'a@b.co;', message(), mailbox('ana@contoso.com'), {
    AlertId: 'x',
  });
  const names = [
    'evidence',
    'entities',
    'actions',
    'alerts',
    'value',
    'tables',
    'rows',
    'columns',
    'properties',
  ] as const;
  const shape = fc.record({
    item: leaf,
    count: fc.constantFrom(1, 1_001, 20_001, 60_000),
    path: fc.array(fc.constantFrom(...names, 'data', 'recipients', 'networkMessageIds'), {
      minLength: 1,
      maxLength: 6,
    }),
    head: fc.constantFrom<object>({}, { id: 'a', title: 't', severity: 'low' }, { AlertId: 'x' }, message()),
    asText: fc.boolean(),
  });

  it('it becomes at most 1,000 alerts of 100,000 emails, or a hundred problems', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom('defender', 'sublime'), ({ item, count, path, head, asText }, route) => {
        const list: unknown = Array(count).fill(item);
        const body = path.reduceRight<unknown>((held, name, at) => {
          const inner = asText && at === path.length - 1 ? JSON.stringify(held) : held;
          return { ...head, [name]: isJsonObject(held) && at % 2 === 0 ? [held] : inner };
        }, list);
        const read = readers[route as 'defender' | 'sublime'](body, 's');
        if (read.kind === 'invalid') return assert.ok(read.errors.length > 0 && read.errors.length <= 100);
        const emails = read.alerts.reduce((sum, alert) => sum + alert.emails.length, 0);
        assert.ok(read.alerts.length <= 1_000 && emails <= 100_000);
      }),
      { numRuns: 60 },
    );
  });
});
