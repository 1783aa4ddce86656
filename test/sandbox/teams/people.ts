import type { Persona } from '../tenant-types.ts';

/** Everyone in the team. Their ids are the same in every sandbox, so that policies and pictures can name them. */
export const people: Readonly<Record<Persona['key'], Persona>> = {
  ana: {
    key: 'ana',
    name: 'Ana Ferrer',
    objectId: '0a7a0001-6c1d-4f0e-9b55-3d1f7c2a9e01',
    teamsId: '29:1aNa7kQf0nV3rRe8wX2yZ5',
    upn: 'ana@contoso.com',
    role: 'user',
    about: 'Approver',
  },
  ben: {
    key: 'ben',
    name: 'Ben Okafor',
    objectId: '0b7b0002-6c1d-4f0e-9b55-3d1f7c2a9e02',
    teamsId: '29:1bEn4mTc9oK2aFo6rP1qL8',
    upn: 'ben@contoso.com',
    role: 'user',
    about: 'Second approver',
  },
  lea: {
    key: 'lea',
    name: 'Lea Novak',
    objectId: '0d7d0005-6c1d-4f0e-9b55-3d1f7c2a9e05',
    teamsId: '29:1lEa5sOc8lD3nOv6aK4wQ9',
    upn: 'lea@contoso.com',
    role: 'user',
    about: 'SOC lead: approves where a rule asks for one',
  },
  eve: {
    key: 'eve',
    name: 'Eve Lindqvist',
    objectId: '0e7e0003-6c1d-4f0e-9b55-3d1f7c2a9e03',
    teamsId: '29:1eVe2hJd5lI8nDq3vI7sT0',
    upn: 'eve@contoso.com',
    role: 'user',
    about: 'Outsider: in the channel, but not an approver',
  },
  gus: {
    key: 'gus',
    name: 'Gus Marin',
    objectId: '0c7c0004-6c1d-4f0e-9b55-3d1f7c2a9e04',
    teamsId: '29:1gUs6bWn3mA9rIn1xG4uE2',
    upn: 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    role: 'guest',
    about: 'Guest',
  },
};

export const everybody: readonly Persona[] = Object.values(people);

/** By Teams id, Entra object id or UPN, as the members route takes them. */
export function findPerson(id: string): Persona | undefined {
  const wanted = id.toLowerCase();
  return everybody.find(({ teamsId, objectId, upn }) =>
    [teamsId, objectId, upn].some((known) => known.toLowerCase() === wanted),
  );
}

/** A row of the roster, as the connector sends it. */
export function rosterEntry(person: Persona, tenantId: string): Record<string, unknown> {
  const [givenName, surname] = person.name.split(' ');
  return {
    id: person.teamsId,
    name: person.name,
    aadObjectId: person.objectId,
    objectId: person.objectId,
    givenName,
    surname,
    email: person.role === 'guest' ? 'gus@fabrikam.com' : person.upn,
    userPrincipalName: person.upn,
    tenantId,
    userRole: person.role,
  };
}
