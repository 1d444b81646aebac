/** A person at the Agents Playground: chooses a conversation, types, presses real buttons, and may change chairs with a colleague. */
import { chromium, type Browser, type Locator, type Page, type Route } from 'playwright-core';

/** People of the Playground's configuration; the page itself always speaks as the first. */
export const ADA = { id: '29:ada', name: 'Ada Okafor' } as const;
export const BEN = { id: '29:ben', name: 'Ben Larsen' } as const;
type Who = typeof ADA | typeof BEN;

export type Place = 'Personal Chat' | 'Cloud move - General' | 'Cloud move - migration';

export type Playground = Awaited<ReturnType<typeof openPlayground>>;

const WAIT_MS = 60_000;
/** The page's box loses the ends of lines: this mark is typed for them, and what is sent has them. */
const LINE_END = '¶';
/** What a phone of 390 points leaves to a card. */
const PHONE_PX = 358;
/** The page's own types are not among those of Node. */
type Styled = { readonly style: { width: string; maxWidth: string } };

/** Opens the page in a browser of its own; `images` is where {@link Playground.shoot} keeps its pictures. */
export async function openPlayground(o: { readonly url: string; readonly images: string }) {
  const browser: Browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const page: Page = await browser.newPage({ viewport: { width: 1280, height: 1400 }, deviceScaleFactor: 1.5 });
  let speaker: Who = ADA;
  // The page asks a font server on the internet: nothing but this machine is needed.
  await page.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
  await page.route('**/_conversation/v1/**', (route) => speakAs(route, speaker));
  await page.goto(o.url, { waitUntil: 'domcontentloaded' });
  await page.getByTitle('Hide log panel').click({ timeout: WAIT_MS });

  /** Cards whose text matches, oldest first. */
  const cards = (text: RegExp): Locator => page.locator('.ac-adaptiveCard').filter({ hasText: text });

  const mentionBot = async (box: Locator): Promise<void> => {
    await box.pressSequentially('@', { delay: 20 });
    await page.getByRole('menuitem', { name: 'Ferry' }).click();
  };

  return {
    page,
    cards,
    /** Who types and presses from now on. */
    sitDown(who: Who): void {
      speaker = who;
    },
    async open(place: Place): Promise<void> {
      await page.getByRole('treeitem', { name: place, exact: true }).click();
    },
    /** Types a line, or several: a new post with a mention in a channel, a message elsewhere. */
    async say(text: string): Promise<void> {
      const post = page.getByRole('button', { name: 'Post', exact: true });
      const inChannel = (await post.count()) > 0;
      const box = inChannel ? page.getByRole('textbox').first() : page.getByRole('textbox').last();
      await box.click();
      if (inChannel) await mentionBot(box);
      const line = text.replaceAll('\n', LINE_END);
      await page.keyboard.type(inChannel ? ` ${line}` : line);
      await (inChannel ? post : page.getByRole('button', { name: 'Send Message' }).last()).click();
    },
    /** Waits until a card with that text stands; the newest of them, for new posts come first. */
    async card(text: RegExp, waitMs = WAIT_MS): Promise<Locator> {
      const newest = cards(text).first();
      await newest.waitFor({ timeout: waitMs });
      return newest;
    },
    /** Presses a button on the newest card that has both the text and the button. */
    async press(title: string | RegExp, on: RegExp, waitMs = WAIT_MS): Promise<void> {
      const button = cards(on).getByRole('button', { name: title, exact: true }).first();
      await button.click({ timeout: waitMs });
    },
    async fill(label: string, words: string, on: RegExp): Promise<void> {
      await cards(on).getByLabel(label).first().fill(words);
    },
    /** Opens a box of a card, fills it in and sends it. The page draws a thread anew with each edit in it, and closes its boxes then: whoever was typing begins again. */
    async answer(o: { readonly open: string; readonly label: string; readonly words: string; readonly send: string }, on: RegExp): Promise<void> {
      const card = cards(on).first();
      const quick = { timeout: 2_000 };
      for (let tries = 0; ; tries++) {
        try {
          await card.getByRole('button', { name: o.open, exact: true }).first().click(quick);
          await card.getByLabel(o.label).first().fill(o.words, quick);
          await card.getByRole('button', { name: o.send, exact: true }).first().click(quick);
          return;
        } catch (error) {
          if (tries === 9) throw error;
        }
      }
    },
    async waitForText(text: RegExp, waitMs = WAIT_MS): Promise<void> {
      await page.getByText(text).last().waitFor({ timeout: waitMs });
    },
    async shoot(name: string, what: Locator): Promise<void> {
      await what.scrollIntoViewIfNeeded();
      await what.screenshot({ path: `${o.images}/${name}.png` });
    },
    /** The same card as wide as it is on a phone; it gets its own width back. */
    async shootPhone(name: string, what: Locator): Promise<void> {
      await what.evaluate((card, width) => { (card as unknown as Styled).style.width = `${width}px`; (card as unknown as Styled).style.maxWidth = `${width}px`; }, PHONE_PX);
      await what.scrollIntoViewIfNeeded();
      await what.screenshot({ path: `${o.images}/${name}.png` });
      await what.evaluate((card) => { (card as unknown as Styled).style.width = ''; (card as unknown as Styled).style.maxWidth = ''; });
    },
    close: () => browser.close(),
  };
}

/** The Playground's server believes any member's id: so a colleague's click is a real click with another sender. */
async function speakAs(route: Route, who: Who): Promise<void> {
  const body = route.request().postData();
  if (body === null) return route.continue();
  const postData = body.replaceAll(LINE_END, '\\n');
  const sent = JSON.parse(postData) as { from?: { id?: string } };
  if (who === ADA || sent.from?.id !== ADA.id) return route.continue({ postData });
  return route.continue({ postData: JSON.stringify({ ...sent, from: { ...sent.from, id: who.id, name: who.name } }) });
}
