import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reservedWordProblem, suggestVmName, testVmName, vmNameFormProblem, vmNameProblem, vmNameWarning } from '../../src/domain/naming.ts';

const SUGGESTIONS = [
  { tag: 'web-01', name: 'web-01', reason: 'fine as it is' },
  { tag: 'Web Server #1 (prod)', name: 'Web-Server-1-prod', reason: 'blanks and signs' },
  { tag: 'windows-web-01', name: 'win-web-01', reason: 'a reserved part' },
  { tag: 'Büro_Zürich', name: 'Buro-Zurich', reason: 'letters with marks' },
  { tag: 'login-01', name: 'signin-01', reason: 'a reserved beginning' },
  { tag: 'SharePoint', name: 'SharePoint-vm', reason: 'a reserved word as a whole' },
  { tag: '12345', name: '12345-vm', reason: 'Windows refuses digits only' },
  { tag: '数据库', name: 'machine', reason: 'nothing legal is left' },
  { tag: '', name: 'machine', reason: 'no tag' },
];

describe('names of machines in Azure', () => {
  test.each(SUGGESTIONS)('"$tag" becomes $name: $reason', ({ tag, name }) => {
    expect(suggestVmName(tag, { family: 'windows' })).toBe(name);
  });

  test('every suggestion is legal, and so is its test machine', () => {
    const tags = fc.oneof(fc.string({ unit: 'binary', maxLength: 256 }), fc.array(fc.constantFrom('win', 'windows', 'dows', 'login', '-', '_', 'micro', 'soft', 'azure', '1')).map((a) => a.join('')));
    fc.assert(
      fc.property(tags, fc.constantFrom('windows' as const, 'ubuntu' as const), (tag, family) => {
        const name = suggestVmName(tag, { family });
        expect(vmNameProblem(name)).toBeNull();
        expect(vmNameProblem(testVmName(name))).toBeNull();
      }),
    );
  });

  test.each([
    { name: '', reason: 'too short' },
    { name: 'a'.repeat(64), reason: 'too long' },
    { name: '-web', reason: 'begins with a hyphen' },
    { name: 'web.01', reason: 'a dot' },
    { name: 'my-Microsoft-box', reason: 'a reserved part' },
    { name: 'AZURE', reason: 'a reserved word' },
    { name: 'Login7', reason: 'a reserved beginning' },
  ])('"$name" is refused: $reason', ({ name }) => {
    expect(vmNameProblem(name)).toMatch(/\.$/);
  });

  test.each([
    { name: 'azure-web', family: 'ubuntu', warned: false, reason: 'a reserved word as a part is fine' },
    { name: 'a'.repeat(16), family: 'windows', warned: true, reason: 'one more than Windows takes' },
    { name: 'a'.repeat(16), family: 'ubuntu', warned: false, reason: 'Linux takes more' },
    { name: 'a'.repeat(59), family: 'ubuntu', warned: true, reason: 'no room for the test machine' },
  ] as const)('$name warns: $warned, $reason', ({ name, family, warned }) => {
    expect(vmNameProblem(name)).toBeNull();
    expect(vmNameWarning(name, family) !== null).toBe(warned);
  });
});

test('the form of a name and the words in it are told apart', () => {
  expect([vmNameFormProblem('windows-1'), reservedWordProblem('windows-1')]).toEqual([null, expect.stringMatching(/"windows"/)]);
  expect([vmNameFormProblem('web_1'), reservedWordProblem('web_1')]).toEqual([expect.stringMatching(/hyphens only/), null]);
  expect(vmNameProblem('windows_1')).toMatch(/hyphens only/);
});
