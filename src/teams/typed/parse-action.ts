import type { RemediationAction } from '../../approval/request.ts';

/** As people say it, small letters only, without the words that change nothing. */
const sayings: Record<RemediationAction, readonly string[]> = {
  softDelete: ['softdelete', 'softdeletion', 'softremove', 'delete', 'remove', 'deletesoftly'],
  hardDelete: [
    'harddelete',
    'harddeletion',
    'hardremove',
    'purge',
    'deleteforgood',
    'deleteforever',
    'deletepermanently',
    'permanentlydelete',
  ],
  moveToJunk: ['movejunk', 'movejunkemail', 'movespam', 'junk', 'junkemail', 'spam'],
  moveToDeletedItems: ['movedeleteditems', 'movedeleted', 'movetrash', 'movebin', 'deleteditems', 'trash', 'bin'],
  moveToInbox: ['moveinbox', 'movebackinbox', 'backinbox', 'inbox', 'putback', 'putbackinbox', 'restore', 'moveback'],
};

const actions = new Map(
  Object.entries(sayings).flatMap(([action, said]) => said.map((one) => [one, action as RemediationAction] as const)),
);

/** Words that stand between, before and behind the others: `move it to the junk folder, please`. */
const idle = new Set(['to', 'the', 'a', 'it', 'them', 'their', 'please', 'action', 'folder', 'folders', 'into', 'in']);

/** `soft delete`, `Soft-Delete`, `softDelete` are one. Undefined where the words are no action. */
export function readAction(words: readonly string[]): RemediationAction | undefined {
  const said = words
    .flatMap((word) => word.replaceAll(/\p{Pd}|_/gu, ' ').split(' '))
    // Written as one word, as in `moveToJunk`, its parts show in the capitals, or in nothing.
    .map((word) => word.toLowerCase().replace(/^moveto(?:the)?(?=[a-z])/, 'move'))
    .filter((word) => !idle.has(word));
  return actions.get(said.join(''));
}
