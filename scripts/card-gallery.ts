/** Draws every card of the golden tests as a phone and as a desktop shows it, into a temporary folder: `node scripts/card-gallery.ts [part of a name]`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ordinary } from '../test/cards/views.ts';

/** A phone, and the width of a card in a channel. */
const WIDTHS = [360, 640] as const;
/** The colours, sizes and distances of Teams in its light theme. */
const TEAMS = {
  fontTypes: { default: { fontFamily: "'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" }, monospace: { fontFamily: "Consolas, 'DejaVu Sans Mono', monospace" } },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#E1E1E1' },
  supportsInteractivity: true,
  containerStyles: {
    default: {
      backgroundColor: '#FFFFFF',
      foregroundColors: {
        default: { default: '#242424', subtle: '#616161' }, accent: { default: '#5B5FC7', subtle: '#5B5FC7' }, good: { default: '#92C353', subtle: '#92C353' },
        warning: { default: '#F8D22A', subtle: '#F8D22A' }, attention: { default: '#C4314B', subtle: '#C4314B' },
      },
    },
  },
  actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, showCard: { actionMode: 'inline', inlineTopMargin: 16 }, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  factSet: { title: { weight: 'Bolder', maxWidth: 150 }, value: { wrap: true }, spacing: 16 },
  textBlock: { headingLevel: 2 },
  inputs: { label: { requiredInputs: { suffix: ' *', suffixColor: 'attention' }, inputSpacing: 4 } },
} as const;

const STYLE = `
  body { margin: 0; background: #fff } .page { padding: 12px; box-sizing: border-box } .card { border: 1px solid #d1d1d1; border-radius: 6px; padding: 4px }
  button { font: 600 14px 'Segoe UI','Noto Sans','DejaVu Sans',sans-serif; padding: 6px 14px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff }
  button.style-positive { background: #5B5FC7; color: #fff; border-color: #5B5FC7 } button.style-destructive { color: #C4314B }
  input, textarea, select { width: 100%; box-sizing: border-box; font: 14px 'Segoe UI','Noto Sans','DejaVu Sans',sans-serif; padding: 6px; border: 1px solid #d1d1d1; border-radius: 4px }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px }`;

/** Runs in the page: draws one card. Bold is all the Markdown that Ferry's own words use. */
const DRAW = `
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(/\\*\\*(.+?)\\*\\*/g, '<b>$1</b>');
    result.didProcess = true;
  };
  function drawCard(json, config) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json);
    document.querySelector('.card').replaceChildren(card.render());
  }`;

const folder = join(tmpdir(), 'ferry-cards');
const only = process.argv[2] ?? '';
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
for (const width of WIDTHS) await drawAll(width);
await browser.close();
process.stdout.write(`${folder}\n`);

async function drawAll(width: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: 2, timezoneId: 'Europe/Berlin', locale: 'en-GB' });
  await page.setContent(`<style>${STYLE}</style><div class="page"><div class="card"></div></div>`);
  await page.addScriptTag({ content: readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8') });
  await page.addScriptTag({ content: DRAW });
  for (const [name, make] of Object.entries(ordinary).filter(([key]) => key.includes(only))) await draw(page, make().card, join(folder, `${name}.${String(width)}.png`));
  await page.close();
}

async function draw(page: Page, card: object, path: string): Promise<void> {
  await page.evaluate(`drawCard(${JSON.stringify(card)}, ${JSON.stringify(TEAMS)})`);
  await page.locator('.page').screenshot({ path });
}
