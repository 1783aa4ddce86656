import { directoryContract } from '../contract/directory-contract.ts';
import { fakeDirectory } from '../support/fakes.ts';
import { startDirectoryWorld } from './directory-world.ts';

directoryContract("the tests' own directory", async () => {
  const directory = fakeDirectory();
  const upns = new Map<string, string>();
  return {
    directory,
    addPerson(objectId, upn, alias) {
      upns.set(objectId, upn);
      directory.people.set(objectId, [upn, alias]);
    },
    addGroup(id, name, members) {
      directory.groups.set(id, { name, members: members.flatMap((member) => [member, upns.get(member) ?? member]) });
    },
    addStranger: (user) => void directory.strangers.add(user),
    setDown(isDown) {
      directory.isDown = isDown;
    },
    close: async () => undefined,
  };
});

directoryContract('Graph', async () => {
  const world = await startDirectoryWorld();
  const { graph } = world;
  return {
    directory: world.directory(),
    addPerson: (objectId, userPrincipalName, alias) =>
      void graph.people.set(objectId, {
        userPrincipalName,
        proxyAddresses: [`SMTP:${userPrincipalName}`, `smtp:${alias.toUpperCase()}`],
      }),
    addGroup: (id, name, members) => void graph.groups.set(id, { name, members }),
    addStranger: () => undefined,
    setDown(isDown) {
      graph.directory.standing = isDown ? { kind: 'status', status: 503 } : undefined;
    },
    close: world.close,
  };
});
