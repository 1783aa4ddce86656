import { isGuid } from '../../approval/ids.ts';
import type { AwaitedView } from '../../workflow/request-view.ts';
import type { Names } from '../words/arguments.ts';
import type { Pen } from './pen.ts';

/** Groups by the name that Entra has for them, people as the policy names them. */
export function awaitedNames({ users, groups }: AwaitedView, pen: Pen, most: number): Names {
  const { words, limits } = pen;
  const all = [
    ...groups.map(({ id, name }) =>
      name === undefined || isGuid(name)
        ? words.deadlines.groupById({ id: pen.exact(id) })
        : words.anyoneIn({ group: pen.plain(name, limits.word) }),
    ),
    ...users.map(pen.exact),
  ];
  return { shown: all.slice(0, most), more: Math.max(all.length - most, 0) };
}
