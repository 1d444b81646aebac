import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/adapters/html.ts';

test('a page holds texts and nothing that acts', () => {
  const html = toHtml({ title: '<script>alert(1)</script>', lines: ['a & b'], rows: [['Name'], [`"><img src=x onerror='y'>`]] });
  expect(html).toContain('<th scope="col">Name</th>');
  expect(html).toContain('<td>&quot;&gt;&lt;img src=x onerror=&#39;y&#39;&gt;</td>');
  expect(html).toContain('<p>a &amp; b</p>');
  expect(html).not.toMatch(/<script|<img|https?:/);
});
