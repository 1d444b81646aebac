import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';
import type { Rendered } from '../../src/cards/rendered.ts';
import { VERBS } from '../../src/cards/verbs.ts';
import { everyNode, everyText, faults, plain } from './strict.ts';
import { ordinary, withText } from './views.ts';

const GOLDEN = new URL('./golden/', import.meta.url);
const HOSTILE = '<at>Bot</at> [x](http://evil.example) **bold** _it_ `c` ${x} {{DATE(1)}} &lt;b&gt; ~~s~~ <b>b</b>\n\n# 1. y';
const LONG = 'Long name with ö and 漢字 '.repeat(25).slice(0, 500);
/** The one kind of link that Ferry itself makes: to the source of an expectation. */
const OWN_LINK = /(?:^| · |\. )\[(?:Source|Read more|Microsoft's page about it, [\d-]+)\]\(https:\/\/learn\.microsoft\.com\/[\w/-]+\)$/;
const cases: readonly (readonly [string, () => Rendered])[] = [
  ...Object.entries(ordinary),
  ...Object.entries(withText(HOSTILE)).map(([name, make]) => [`hostile ${name}`, make] as const),
  ...Object.entries(withText(LONG)).map(([name, make]) => [`long ${name}`, make] as const),
  ...Object.entries(withText(HOSTILE.repeat(6).slice(0, 500))).map(([name, make]) => [`long and hostile ${name}`, make] as const),
];

function parserWarnings(card: object): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const found = parsed.validateProperties();
  return [...Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message), ...found.validationEvents.map((e) => e.message)];
}

describe.each(cases)('card %s', (_name, make) => {
  const { card, summary } = make();
  const json = JSON.stringify(card);

  test('is understood by the Adaptive Cards parser without a warning', () => {
    expect(parserWarnings(plain(card) as object)).toEqual([]);
  });

  test('holds only what version 1.5 allows, with labels, error texts and at most five buttons', () => {
    expect(faults(card)).toEqual([]);
  });

  test('leaves no binding open and stays below 25 KB, seals included', () => {
    expect(json).not.toContain('${');
    const seals = everyNode(card).filter((n) => n['type'] === 'Action.Execute').length * 160;
    expect(Buffer.byteLength(json) + seals).toBeLessThan(25 * 1024);
  });

  test('has a summary of one line that says more than that a card was sent', () => {
    expect(summary.length).toBeGreaterThan(5);
    expect(summary).not.toContain('\n');
  });

  test('carries known verbs with a ferry payload on each button', () => {
    const pressed = everyNode(card).filter((n) => n['type'] === 'Action.Execute');
    for (const button of pressed) {
      expect(VERBS).toContain(button['verb']);
      expect(button['data']).toMatchObject({ ferry: 1, verb: button['verb'] });
    }
  });

  test('lets no foreign text become markup, a mention or a card function', () => {
    const text = everyText(card).map((t) => t.replace(/\{\{(?:DATE|TIME)\(202[67]-[0-9T:Z-]+(?:, SHORT)?\)\}\}/g, '').replace(OWN_LINK, ''));
    expect(text.filter((t) => /<[a-z/!]|\]\(|\*\*|`|~~|\{\{|&[a-z]+;/i.test(t))).toEqual([]);
  });
});

describe.each(Object.entries(ordinary))('golden %s', (name, make) => {
  const file = new URL(`${name}.json`, GOLDEN);
  test('is as it was agreed (UPDATE_GOLDEN=1 writes it anew)', () => {
    const text = `${JSON.stringify(make(), null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(GOLDEN, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'missing').toBe(text);
  });
});

test('every golden belongs to a view', () => {
  const files = readdirSync(GOLDEN).map((f) => f.replace(/\.json$/, ''));
  expect(files.toSorted()).toEqual(Object.keys(ordinary).toSorted());
});

test('every template has a builder of the same name that uses it, and every card is tried here', () => {
  const templates = readdirSync(new URL('../../cards/', import.meta.url)).map((f) => f.replace(/\.json$/, ''));
  const builders = readdirSync(new URL('../../src/cards/', import.meta.url)).filter((f) => f.endsWith('.ts')).map((f) => ({ name: f.replace(/\.ts$/, ''), source: readFileSync(new URL(`../../src/cards/${f}`, import.meta.url), 'utf8') }));
  const using = builders.filter((b) => b.source.includes("from '../../cards/"));
  expect(using.map((b) => b.name).toSorted()).toEqual(templates.toSorted());
  for (const b of using) expect(b.source).toContain(`../../cards/${b.name}.json`);
});
