/** Which fields stand in the log, as the source has them: a scan, no parser. */

/** A literal object, with literals inside of it at most two deep. */
const literal = /\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/y;
/** Calls of the log, and what is put together for them before. */
const places =
  /\blog\??\.(?:debug|info|warn|error)\(\s*|\b(?:fields|trace)(?:: LogFields)? = |\bfieldsOf\([^)]*\) \{[\s\S]*?return /g;

export function logFieldsIn(source: string): string[] {
  return [...source.matchAll(places)].flatMap(({ index, 0: found }) => {
    literal.lastIndex = index + found.length;
    const [object] = literal.exec(source) ?? [];
    return object === undefined ? [] : namesIn(object);
  });
}

function namesIn(object: string): string[] {
  return partsOf(object.slice(1, -1)).flatMap((part) => {
    // What is spread in on a condition: `...(known ? {} : { a })`.
    if (part.startsWith('...')) return [...part.matchAll(/\{[^{}]+\}/g)].flatMap(([inner]) => namesIn(inner));
    return /^\w+/.exec(part) ?? [];
  });
}

/** Between the commas that are not inside of anything. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('({['.includes(character)) depth += 1;
    if (')}]'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
