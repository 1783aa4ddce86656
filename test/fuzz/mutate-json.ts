import type { Random } from '../sandbox/seeded.ts';
import { hostileKeys, junkText, junkValue } from './junk.ts';

type Holder = Record<PropertyKey, unknown>;
interface Place {
  readonly holder: Holder;
  readonly key: PropertyKey;
}

/** The value with one to four things done to it, anywhere in it: most of it stays what an honest sender would send. */
export function mutateJson(value: unknown, random: Random): unknown {
  const root: Holder = Object.create(null);
  root['value'] = copy(value);
  for (let count = random.pick([1, 1, 1, 2, 2, 3, 4]); count > 0; count -= 1) {
    const places = placesOf(root);
    change(random.pick(places), places, random);
  }
  return root['value'];
}

function change({ holder, key }: Place, places: readonly Place[], random: Random): void {
  const value = holder[key];
  switch (random.between(0, 9)) {
    case 0:
    case 1:
      holder[key] = junkValue(random);
      return;
    case 2:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else if (Object.keys(holder).length > 0) Reflect.deleteProperty(holder, key);
      return;
    case 3:
      holder[key] = [value];
      return;
    case 4:
      holder[key] = otherType(value);
      return;
    case 5:
      // What stands elsewhere in the same document: right words in the wrong place.
      holder[key] = copy(valueAt(random.pick(places)));
      return;
    case 6:
      if (isHolder(value) && !Array.isArray(value)) value[random.pick(hostileKeys)] = junkValue(random);
      else holder[key] = `${JSON.stringify(value) ?? ''}${junkText(random)}`;
      return;
    case 7:
      holder[key] = typeof value === 'string' ? cut(value, random) : junkText(random);
      return;
    case 8:
      holder[key] = Array.isArray(value) ? Array.from({ length: 300 }, () => copy(value[0])) : null;
      return;
    default:
      if (!Array.isArray(holder)) holder[random.pick(hostileKeys)] = copy(value);
  }
}

function placesOf(root: Holder): Place[] {
  const places: Place[] = [];
  const walk = (holder: Holder) => {
    for (const key of Object.keys(holder)) {
      if (places.length > 300) return;
      places.push({ holder, key });
      const value = holder[key];
      if (isHolder(value)) walk(value);
    }
  };
  walk(root);
  return places.length > 0 ? places : [{ holder: root, key: 'value' }];
}

function valueAt({ holder, key }: Place): unknown {
  return holder[key];
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function otherType(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? { value } : Number(value);
  if (typeof value === 'boolean') return String(value);
  return JSON.stringify(value) ?? 0;
}

function cut(text: string, random: Random): string {
  const at = random.between(0, text.length);
  return text.slice(0, at) + junkText(random) + text.slice(random.between(at, text.length));
}

/** Without prototypes, so that `__proto__` is a key like any other, and is sent as one. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isHolder(value)) return value;
  const copied: Holder = Object.create(null);
  for (const [key, part] of Object.entries(value)) copied[key] = copy(part);
  return copied;
}
