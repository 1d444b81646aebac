/** What the cards about prerequisites put where: a person on a phone reads three lines. */
import { describe, expect, test } from '@jest/globals';
import { checkReportCard } from '../../src/cards/check-report.ts';
import { checkRunCard } from '../../src/cards/check-run.ts';
import { fitLines, fitPage } from '../../src/cards/fit.ts';
import { keyTag, runParts } from '../../src/cards/run-parts.ts';
import { sourceLink } from '../../src/cards/source-link.ts';
import type { CheckReport, Finding } from '../../src/domain/finding.ts';
import { en } from '../../src/text/en.ts';
import { askedOf, attested, findingOf, letPass, NOW, reportOf, RULE, runOf } from './fixtures.ts';
import { everyNode, everyText } from './strict.ts';

const report = (...findings: readonly Finding[]): CheckReport => ({ ...reportOf([]), findings });
const show = (r: CheckReport, over: Partial<Parameters<typeof checkReportCard>[0]> = {}) => checkReportCard({ report: r, now: NOW, ...over }, en).card;
const textOf = (card: object): string => everyText(card).join('\n');
const firstLines = (card: { readonly [key: string]: unknown }, n: number): string => (card['body'] as readonly { readonly text?: string }[]).slice(0, n).map((b) => b.text ?? '').join('\n');
const buttonTitles = (card: object): readonly unknown[] => (card as { readonly actions: readonly { readonly title: string }[] }).actions.map((a) => a.title);

describe('the report of a machine', () => {
  test('a block outranks all; what is in the way comes before what is not', () => {
    const text = textOf(show(report(findingOf({ check: 'W', verdict: 'warn' }), findingOf({ check: 'O', override: letPass }), findingOf({ check: 'U', verdict: 'unknown' }), findingOf({ check: 'B' }))));
    expect(['(B)', '(U)', '(O)', '(W)'].map((id) => text.indexOf(id)).every((at, i, all) => at > (all[i - 1] ?? -1))).toBe(true);
  });

  test.each([
    { reason: 'an unknown that could block', findings: [findingOf({ verdict: 'unknown' })], has: '✖ Not ready: 1 finding in the way' },
    { reason: 'an unknown that could only warn', findings: [findingOf({ verdict: 'unknown', severity: 'warn' })], has: '✔ Ready: nothing is in the way, 1 finding to look at' },
    { reason: 'a block that was let pass', findings: [findingOf({ override: letPass })], has: '✔ Ready: nothing is in the way, 1 finding to look at' },
    { reason: 'a question alone', findings: [askedOf()], has: '✖ Not ready: 1 finding in the way, an open question' },
    { reason: 'only passes', findings: [findingOf({ verdict: 'pass' })], has: '✔ Ready: nothing is in the way' },
  ])('the second line tells $reason apart', ({ findings, has }) => {
    expect(firstLines(show(report(...findings)), 2).split('\n')[1]).toBe(has);
  });

  test('an unknown that is not in the way says so beside its mark', () => {
    expect(textOf(show(report(findingOf({ verdict: 'unknown', severity: 'warn' }))))).toContain('? UNKNOWN, not in the way · ');
  });

  test('a command stands alone and whole, and is never cut in half', () => {
    const command = `aws ec2 authorize-security-group-egress --ip-permissions ${'x'.repeat(900)}`;
    const whole = everyNode(show(report(findingOf({ remedy: command })))).filter((n) => n['fontType'] === 'Monospace').map((n) => n['text']);
    expect(whole).toEqual([command]);
    const longer = show(report(findingOf({ remedy: `${command}${'y'.repeat(900)}` })));
    expect(textOf(longer)).toContain('it stands whole in the CSV file');
    expect(textOf(longer)).not.toContain('yyy');
  });

  test('says who can cure it, which list of which date expects it, and where that can be read', () => {
    const text = textOf(show(report(findingOf({ curer: 'guest', remedy: 'Upgrade the system.' }))));
    expect(text).toContain('Fix (administrators of the machine): Upgrade the system.');
    expect(text).toContain("Site Recovery's appliance matrix, 2026-04-17. · [Source](https://learn.microsoft.com/azure/site-recovery/replication-appliance-support-matrix)");
  });

  test('attested passes are told apart from seen ones, with name and date', () => {
    const text = textOf(show(report(findingOf({ verdict: 'pass', attested, question: { text: 'Is it?', validDays: 9 } }))));
    expect(text).toContain('1 of the passes attested, not seen');
    expect(text).toContain('attested, not seen: Yes, by Olive Owner on {{DATE(2026-11-21T01:14:00Z, SHORT)}}');
  });

  test('offers replication only when nothing is in the way, and a rule only when one helps', () => {
    expect(buttonTitles(show(report(findingOf({ verdict: 'pass' }))))).toContain('Replicate');
    expect(buttonTitles(show(report(findingOf({ missingRule: RULE }))))).toEqual(['Add this rule', 'Re-check', 'One finding, export …']);
    expect(buttonTitles(show(report(findingOf({ missingRule: RULE }), findingOf({ check: 'NET-SG-IN-APP', missingRule: RULE }))))).not.toContain('Add this rule');
    expect(buttonTitles(show(report(findingOf({ missingRule: RULE, override: letPass }))))).toContain('Replicate');
  });

  test('every finding stands on some page, and each page has at most five buttons', () => {
    const r = report(...Array.from({ length: 95 }, (_, i) => findingOf({ check: `C-${i}` })));
    const pages = Array.from({ length: 95 }, (_, page) => show(r, { page }));
    const seen = new Set(pages.flatMap((p) => [...textOf(p).matchAll(/\((C-\d+)\)/g)].map((m) => m[1])));
    expect(seen.size).toBe(95);
    expect(Math.max(...pages.map((p) => buttonTitles(p).length))).toBeLessThanOrEqual(5);
  });

  test('one check alone is shown whatever its verdict, and one that does not apply any more says so', () => {
    expect(textOf(show(report(findingOf({ check: 'A', verdict: 'pass', evidence: 'All is well. Seen 02:13.' }), findingOf({ check: 'B' })), { only: 'A' }))).toContain('All is well');
    expect(textOf(show(report(findingOf({ check: 'B' })), { only: 'A', rechecked: 'A' }))).toContain('it does not apply any more');
  });
});

describe('the card of many machines', () => {
  test('counts machines first, then shortages, then one line for each cause', () => {
    const card = checkRunCard({ run: runOf(25), page: 0, now: NOW }, en).card;
    expect(firstLines(card, 3)).toMatch(/^✖ Checks of wave W07: 25 of 25 machines not ready, 1 shortage over all of them\n✖ 25 with something in the way · ✔ 0 ready\n✖ BLOCKS · vCPUs by family/);
    expect(textOf(card)).toContain('10 machines: TCP 9443 closed in sg-0a1b2c3d4e5f60b04 (corp-legacy-egress) (NET-SG-OUT)');
  });

  test('open questions are one line, not a cause each; what was let pass is said with name and reason', () => {
    const run = runOf(25);
    expect(runParts(run).groups.map((g) => g.sample.check)).not.toContain('DSK-SHARED');
    const text = textOf(checkRunCard({ run, page: 0, now: NOW }, en).card);
    expect(text).toContain('1 question nobody has answered, 1 in the way');
    expect(text).toContain('✖ SRC-ASG let pass on web-20 by Amir Approver until');
  });

  test('names stand behind a button: ten of them, and how many more there are', () => {
    const card = checkRunCard({ run: runOf(60), page: 0, now: NOW }, en).card;
    const hidden = everyNode(card).filter((n) => n['isVisible'] === false);
    expect(textOf(hidden[0] ?? {})).toMatch(/^web-00, web-01, .* and 14 more \('All machines' and the CSV file list them\)$/);
    const toggle = everyNode(card).find((n) => n['type'] === 'Action.ToggleVisibility');
    expect(toggle?.['targetElements']).toEqual(hidden.map((n) => n['id']));
  });

  test('a machine that could not be read is never among the ready ones', () => {
    const run = runOf(3, { sums: [], reports: runOf(2).reports.map((r) => ({ ...r, findings: [] })) });
    const card = checkRunCard({ run, page: 0, now: NOW }, en);
    expect(card.summary).toBe('✖ Checks of wave W07: 1 of 3 machines not ready. ✔ 2 ready · ? 1 not read');
    expect(textOf(card.card)).toContain('nothing is known of: i-00000000000000002');
  });

  test('while it reads it promises nothing, and says once who slows it down', () => {
    const card = checkRunCard({ run: { ...runOf(25), status: 'reading', reports: runOf(12).reports, slowed: { who: 'AWS', until: NOW + 37_000 } }, page: 0, now: NOW }, en).card;
    expect(textOf(card)).toContain('12 of 25 machines read');
    expect(textOf(card).match(/AWS asks for fewer requests; I wait until/g)).toHaveLength(1);
    expect(textOf(card)).not.toMatch(/ready|NET-SG-OUT/);
    expect(buttonTitles(card)).toEqual([]);
  });

  test('a wave without machines is not ready', () => {
    expect(checkRunCard({ run: runOf(0, { sums: [] }), page: 0, now: NOW }, en).summary).toMatch(/^\? No machine belongs to wave W07/);
  });

  test('every cause stands on some page, eight at most on each', () => {
    const reports = runOf(40).reports.map((r, i) => ({ ...r, findings: [findingOf({ check: `C-${i}`, cause: `C-${i}`, causeText: `cause ${i}` })] }));
    const pages = Array.from({ length: 6 }, (_, page) => textOf(checkRunCard({ run: runOf(40, { reports }), page, now: NOW }, en).card));
    const found = pages.map((p) => new Set([...p.matchAll(/\((C-\d+)\)/g)].map((m) => m[1])));
    expect(new Set(found.flatMap((f) => [...f])).size).toBe(40);
    expect(Math.max(...found.map((f) => f.size))).toBeLessThanOrEqual(8);
  });
});

test('a short name of a cause differs when the cause does', () => {
  const keys = Array.from({ length: 2_000 }, (_, i) => `NET-SG-OUT:sg-${i.toString(16)}`);
  expect(new Set(keys.map(keyTag)).size).toBe(keys.length);
});

test.each([
  ['https://learn.microsoft.com/azure/site-recovery/x#y', true],
  ['http://learn.microsoft.com/x', false],
  ['https://a.example/x) [click](https://evil.example', false],
  ['javascript:alert(1)', false],
  ['https://a.example/x y', false],
  [null, false],
])('a source is a link only when it is a plain https address: %s', (url, isLink) => {
  expect(sourceLink('Source', url) !== null).toBe(isLink);
});

test('what does not fit is counted, and a page holds at least one', () => {
  expect(fitLines(['a', 'b', 'c'], 170)).toEqual({ lines: ['a', 'b'], left: 1 });
  const page = (wanted: number) => fitPage([5, 50, 5, 5], wanted, { most: 2, bytes: 20, weight: (n) => n });
  expect([page(0).rows, page(1).rows, page(2).rows, page(9).number, page(-1).number]).toEqual([[5], [50], [5, 5], 2, 0]);
});
