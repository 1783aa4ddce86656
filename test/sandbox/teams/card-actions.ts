/** Finds what can be clicked on a card, and what Teams would send for it. */
export interface CardAction {
  readonly type: 'Action.Execute' | 'Action.Submit';
  readonly title: string | undefined;
  readonly verb: string;
  /** The action's own data, with the values of the inputs in its reach. */
  readonly data: Record<string, unknown>;
}

type Json = Readonly<Record<string, unknown>>;

/** Undefined where the card has no such action. Inputs named here stand for what the person chose or typed. */
export function findAction(
  card: Json,
  verb: string,
  kind: 'execute' | 'submit',
  inputs: Readonly<Record<string, string>>,
): CardAction | undefined {
  const type = kind === 'execute' ? 'Action.Execute' : 'Action.Submit';
  const found = search(card, {}, (node) => node['type'] === type && verbOf(node) === verb);
  if (found === undefined) return undefined;
  const defaults = found.action['associatedInputs'] === 'none' ? {} : found.inputs;
  for (const id of Object.keys(inputs)) {
    if (!(id in defaults)) throw new Error(`The card has no input ${id} in reach of ${verb}.`);
  }
  const own = isJson(found.action['data']) ? found.action['data'] : {};
  const title = found.action['title'];
  return {
    type,
    title: typeof title === 'string' ? title : undefined,
    verb,
    data: { ...own, ...defaults, ...inputs },
  };
}

interface Found {
  readonly action: Json;
  readonly inputs: Record<string, string>;
}

/** A card shown by a button reaches the inputs of the card around it, not the other way round. */
function search(
  card: Json,
  reach: Readonly<Record<string, string>>,
  wanted: (node: Json) => boolean,
): Found | undefined {
  const inputs = { ...reach };
  const actions: Json[] = [];
  const inner: Json[] = [];
  visit(card, (node) => {
    if (node['type'] === 'Action.ShowCard' && isJson(node['card'])) inner.push(node['card']);
    const { type, id } = node;
    if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') inputs[id] = startValue(node);
    if (wanted(node)) actions.push(node);
  });
  const [action] = actions;
  if (action) return { action, inputs };
  for (const shown of inner) {
    const found = search(shown, inputs, wanted);
    if (found) return found;
  }
  return undefined;
}

/** Every object of one card, without those of the cards that its buttons show. */
function visit(node: unknown, see: (node: Json) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, see);
    return;
  }
  if (!isJson(node)) return;
  see(node);
  for (const [key, value] of Object.entries(node)) {
    if (node['type'] === 'Action.ShowCard' && key === 'card') continue;
    visit(value, see);
  }
}

function startValue(input: Json): string {
  const value = input['value'];
  if (input['type'] !== 'Input.Toggle')
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return String(value ?? input['valueOff'] ?? 'false');
}

function verbOf(action: Json): unknown {
  return action['type'] === 'Action.Submit' && isJson(action['data']) ? action['data']['verb'] : action['verb'];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
