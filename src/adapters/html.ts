/** A table as one page that needs nothing else: no script, no image, no other address. */
type Page = { readonly title: string; readonly lines: readonly string[]; readonly rows: readonly (readonly string[])[] };

const STYLE = 'body{font:14px/1.4 system-ui,sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}th{position:sticky;top:0;background:#eee;color:#000}@media print{th{position:static}}';

/** The page; every text is only text in it. */
export function toHtml({ title, lines, rows }: Page): string {
  const [head = [], ...body] = rows;
  const cells = (row: readonly string[], tag: 'th' | 'td'): string => row.map((cell) => (tag === 'th' ? `<th scope="col">${text(cell)}</th>` : `<td>${text(cell)}</td>`)).join('');
  return [
    '<!doctype html>', '<html lang="en">', `<head><meta charset="utf-8"><title>${text(title)}</title><style>${STYLE}</style></head>`,
    `<body><h1>${text(title)}</h1>`, ...lines.map((line) => `<p>${text(line)}</p>`),
    `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>`, ...body.map((row) => `<tr>${cells(row, 'td')}</tr>`), '</tbody></table></body></html>', '',
  ].join('\n');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text(raw: string): string {
  return raw.replaceAll(/[&<>"']/g, (c) => ESCAPES[c] ?? c);
}
