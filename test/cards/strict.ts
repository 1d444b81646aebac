/** Checks a card against what Adaptive Cards 1.5 allows: known types, known keys, known values, required keys, and Ferry's own rules. */

type Node = { readonly [key: string]: unknown };
type Shape = { readonly keys: readonly string[]; readonly required?: readonly string[] };

const ELEMENT = ['type', 'id', 'isVisible', 'separator', 'spacing', 'height', 'fallback', 'requires'];
const INPUT = [...ELEMENT, 'label', 'isRequired', 'errorMessage', 'value', 'placeholder'];
const ACTION = ['type', 'id', 'title', 'iconUrl', 'style', 'fallback', 'tooltip', 'isEnabled', 'mode', 'requires'];

const SHAPES: { readonly [type: string]: Shape } = {
  AdaptiveCard: { keys: ['type', 'version', '$schema', 'body', 'actions', 'fallbackText', 'speak', 'lang', 'msteams', 'refresh'], required: ['version', 'body'] },
  TextBlock: { keys: [...ELEMENT, 'text', 'color', 'fontType', 'horizontalAlignment', 'isSubtle', 'maxLines', 'size', 'weight', 'wrap', 'style'], required: ['text', 'wrap'] },
  Container: { keys: [...ELEMENT, 'items', 'style', 'bleed', 'minHeight', 'verticalContentAlignment', 'selectAction'], required: ['items'] },
  FactSet: { keys: [...ELEMENT, 'facts'], required: ['facts'] },
  ActionSet: { keys: [...ELEMENT, 'actions'], required: ['actions'] },
  // Drawn by Teams alone, which puts its fallback in its place where it cannot.
  'Chart.Line': { keys: [...ELEMENT, 'title', 'xAxisTitle', 'yAxisTitle', 'colorSet', 'data'], required: ['title', 'data', 'fallback'] },
  'Input.Text': { keys: [...INPUT, 'isMultiline', 'maxLength', 'regex', 'style'], required: ['id', 'label'] },
  'Input.Toggle': { keys: [...INPUT, 'title', 'valueOn', 'valueOff', 'wrap'], required: ['id', 'title'] },
  'Input.ChoiceSet': { keys: [...INPUT, 'choices', 'isMultiSelect', 'style', 'wrap'], required: ['id', 'label', 'choices'] },
  'Action.Execute': { keys: [...ACTION, 'verb', 'data', 'associatedInputs'], required: ['verb', 'data', 'title'] },
  'Action.OpenUrl': { keys: [...ACTION, 'url'], required: ['url', 'title'] },
  'Action.ShowCard': { keys: [...ACTION, 'card'], required: ['card', 'title'] },
  'Action.ToggleVisibility': { keys: [...ACTION, 'targetElements'], required: ['targetElements', 'title'] },
};

const VALUES: { readonly [key: string]: readonly unknown[] } = {
  spacing: ['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding'],
  size: ['Small', 'Default', 'Medium', 'Large', 'ExtraLarge'],
  weight: ['Lighter', 'Default', 'Bolder'],
  color: ['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'],
  fontType: ['Default', 'Monospace'],
  style: ['heading', 'default', 'compact', 'expanded', 'positive', 'destructive'],
  associatedInputs: ['auto', 'none'],
  version: ['1.5'],
};
const BOOLEANS = ['wrap', 'isVisible', 'isSubtle', 'separator', 'isRequired', 'isMultiline'];

/** Everything that is wrong with a card, in words. */
export function faults(card: unknown): readonly string[] {
  return isNode(card) ? node(card, '$') : ['not an object'];
}

function isNode(x: unknown): x is Node {
  return typeof x === 'object' && x !== null && !Array.isArray(x);
}

function list(x: unknown): readonly unknown[] {
  return Array.isArray(x) ? x : [];
}

function node(n: Node, path: string): readonly string[] {
  const shape = SHAPES[String(n['type'])];
  if (shape === undefined) return [`${path}: unknown type ${String(n['type'])}`];
  const here = `${path}/${String(n['type'])}`;
  return [...keysOf(n, shape, here), ...valuesOf(n, here), ...rulesOf(n, here), ...childrenOf(n, here)];
}

function keysOf(n: Node, shape: Shape, path: string): readonly string[] {
  const unknown = Object.keys(n).filter((k) => !shape.keys.includes(k));
  const missing = (shape.required ?? []).filter((k) => n[k] === undefined || n[k] === null || n[k] === '');
  return [...unknown.map((k) => `${path}: unknown key ${k}`), ...missing.map((k) => `${path}: ${k} is missing`)];
}

function valuesOf(n: Node, path: string): readonly string[] {
  return Object.entries(n).flatMap(([key, value]) => {
    if (BOOLEANS.includes(key) && typeof value !== 'boolean') return [`${path}: ${key} is not a boolean`];
    const allowed = VALUES[key];
    return allowed === undefined || allowed.includes(value) ? [] : [`${path}: ${key} may not be ${String(value)}`];
  });
}

function rulesOf(n: Node, path: string): readonly string[] {
  const out: string[] = [];
  if (n['isRequired'] === true && !n['errorMessage']) out.push(`${path}: a required input needs an errorMessage`);
  if (path === '$/AdaptiveCard' && list(n['actions']).length > 5) out.push(`${path}: more than five buttons`);
  if (path === '$/AdaptiveCard' && (!n['fallbackText'] || !n['speak'])) out.push(`${path}: fallbackText or speak is missing`);
  for (const f of list(n['facts'])) if (!isNode(f) || !f['title'] || !f['value']) out.push(`${path}: a fact without title or value`);
  for (const c of list(n['choices'])) if (!isNode(c) || !c['title'] || !c['value']) out.push(`${path}: a choice without title or value`);
  return out;
}

function childrenOf(n: Node, path: string): readonly string[] {
  const children = [...list(n['body']), ...list(n['items']), ...list(n['actions']), ...(n['card'] === undefined ? [] : [n['card']]), ...(isNode(n['fallback']) ? [n['fallback']] : [])];
  return children.flatMap((child, i) => (isNode(child) ? node(child, `${path}[${i}]`) : [`${path}[${i}]: not an object`]));
}

/** The card as a client shows it that knows version 1.5 only: the fallback stands in for what Teams adds. */
export function plain(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(plain);
  if (!isNode(x)) return x;
  if (String(x['type']).startsWith('Chart.')) return plain(x['fallback']);
  return Object.fromEntries(Object.entries(x).map(([key, value]) => [key, plain(value)]));
}

/** Every object of a card, at any depth. */
export function everyNode(x: unknown): readonly Node[] {
  if (Array.isArray(x)) return x.flatMap(everyNode);
  return isNode(x) ? [x, ...Object.values(x).flatMap(everyNode)] : [];
}

/** Every text of a card that a client shows as rich text. */
export function everyText(x: unknown): readonly string[] {
  return everyNode(x).filter((n) => n['ferry'] === undefined).flatMap((n) => ['text', 'title', 'value', 'label', 'errorMessage', 'fallbackText', 'speak'].flatMap((k) => (typeof n[k] === 'string' && !isInput(n, k) ? [n[k]] : [])));
}

// The value of an input and of a choice is data, not text.
function isInput(n: Node, key: string): boolean {
  return key === 'value' && (String(n['type']).startsWith('Input.') || (typeof n['value'] === 'string' && n['title'] !== undefined && n['type'] === undefined && n['value'].startsWith('/')));
}
