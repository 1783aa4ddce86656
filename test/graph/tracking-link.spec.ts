import assert from 'node:assert/strict';
import fc from 'fast-check';
import { trackingOf } from '../../src/graph/tracking-link.ts';

const hosts = ['security.microsoft.com'];
const page = 'https://security.microsoft.com/action-center/history';

describe('The tracking link', () => {
  it('is the documented Location with its query encoded, and its bulk id', () => {
    const location = `${page}?filters={"bulkId":["2f1c6c0e-6f2d-4c8a-9a55-0d5c8f6f2b11"]}&tid=11111111-1111-1111-1111-111111111111`;

    assert.deepEqual(trackingOf(location, hosts), {
      location,
      trackingLink: `${page}?filters=%7B%22bulkId%22%3A%5B%222f1c6c0e-6f2d-4c8a-9a55-0d5c8f6f2b11%22%5D%7D&tid=11111111-1111-1111-1111-111111111111`,
      bulkId: '2f1c6c0e-6f2d-4c8a-9a55-0d5c8f6f2b11',
    });
  });

  it('is absent where there is no Location', () => {
    assert.deepEqual(trackingOf(null, hosts), {});
    assert.deepEqual(trackingOf('', hosts), {});
  });

  const hostile = [
    'javascript:alert(1)',
    'http://security.microsoft.com/action-center/history',
    'https://security.microsoft.com.evil.example/',
    'https://evil.example/?x=https://security.microsoft.com/',
    'https://security.microsoft.com@evil.example/',
    'https://user:pass@security.microsoft.com/',
    'https://security.microsoft.com:8443/',
    'https://sécurity.microsoft.com/',
    'https://securitymicrosoft.com/',
    'https://security.microsoft.com\\@evil.example',
    '//security.microsoft.com/',
    '/action-center/history',
    'data:text/html,x',
    ' ',
    'https://',
    `${page}?x=${'y'.repeat(3_000)}`,
  ];
  for (const location of hostile) {
    it(`is not made from ${location.slice(0, 60)}`, () => {
      const tracking = trackingOf(location, hosts);

      const atHost = tracking.trackingLink?.startsWith('https://security.microsoft.com/') ?? true;
      assert.ok(atHost);
      if (!location.includes('\\')) assert.equal(tracking.trackingLink, undefined);
      assert.equal(tracking.bulkId, undefined);
      assert.equal(tracking.location, location.slice(0, 2_048));
    });
  }

  const odd: [filters: string, bulkId: string | undefined][] = [
    ['{"bulkId":"abc-1"}', 'abc-1'],
    ['{"bulkId":[]}', undefined],
    ['{"bulkId":[7]}', undefined],
    ['{"bulkId":["a b)"]}', undefined],
    ['{"other":["a"]}', undefined],
    ['{broken', undefined],
    ['null', undefined],
    ['"text"', undefined],
    ['', undefined],
  ];
  for (const [filters, bulkId] of odd) {
    it(`stays a link where filters is ${filters || 'empty'}`, () => {
      const tracking = trackingOf(`${page}?filters=${filters}`, hosts);

      assert.match(
        tracking.trackingLink ?? '',
        /^https:\/\/security\.microsoft\.com\/action-center\/history\?filters=/,
      );
      assert.equal(tracking.bulkId, bulkId);
    });
  }

  it('keeps blanks as %20 and a plus as %2B', () => {
    assert.equal(trackingOf(`${page}?q=a b%2Bc`, hosts).trackingLink, `${page}?q=a%20b%2Bc`);
  });

  it('never carries a character that ends a link early, whatever the query is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const link = trackingOf(`${page}?${query}`, hosts).trackingLink;
        assert.ok(link === undefined || !/[\s"<>{}[\]()|\\^`]/.test(new URL(link).search));
      }),
    );
  });
});
