import type { Person } from '../../src/approval/request.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';

function person(digit: string, name: string, upn: string, isGuest = false): Person {
  return { objectId: `${digit.repeat(8)}-0000-4000-8000-000000000000`, upn, name, tenantId, isGuest };
}

export const ana = person('a', 'Ana Ferrer', 'ana@contoso.com');
export const ben = person('b', 'Ben Okafor', 'ben@contoso.com');
export const eve = person('e', 'Eve Lindqvist', 'eve@contoso.com');
export const gus = person('f', 'Gus Marin', 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com', true);
export const testTenantId = tenantId;
