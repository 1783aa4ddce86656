import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

export type PersonKey = 'ana' | 'ben' | 'lea' | 'eve' | 'gus';

export interface DemoPage {
  readonly page: Page;
  /** What the page asked of other hosts, and what its console complained about. */
  readonly complaints: readonly string[];
  become(person: PersonKey): Promise<void>;
  go(view: 'Channel' | 'Personal chat' | 'Mailboxes' | 'Audit log'): Promise<void>;
  /** Presses a button of "Make it hard", behind its own button where the window is narrow. */
  control(name: string): Promise<void>;
  /** The thread that starts with this post. */
  thread(postId: string): Locator;
  picture(name: string): Promise<void>;
  /** Of one part, all of it, in a window that is made as tall as that needs. */
  pictureOf(part: Locator, name: string): Promise<void>;
  close(): Promise<void>;
}

const pictures = join(import.meta.dirname, '../../build/screenshots');

/** The demo's page in a browser window of its own, as one person. */
export async function openDemoPage(
  browser: Browser,
  url: string,
  person: PersonKey,
  options: BrowserContextOptions = {},
): Promise<DemoPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);

  const demoPage: DemoPage = {
    page,
    complaints,
    become: (key) => page.locator(`.persona:has(input[value=${key}])`).click(),
    async go(view) {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
      await page.locator('.views a[aria-current]', { hasText: view }).waitFor();
    },
    async control(name) {
      const opener = page.getByRole('button', { name: 'Make it hard' });
      const isNarrow = await opener.isVisible();
      if (isNarrow) await opener.click();
      await page.locator('#controls').getByRole('button', { name, exact: true }).click();
      if (isNarrow) await page.locator('#close-controls').click();
    },
    thread: (postId) => page.locator(`.thread[data-post="${postId}"]`),
    async picture(name) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    async pictureOf(part, name) {
      await mkdir(pictures, { recursive: true });
      const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
      const missing = await part.evaluate((element) => {
        const room =
          element.closest('.feed-scroller')?.clientHeight ?? element.ownerDocument.documentElement.clientHeight;
        return Math.ceil(element.getBoundingClientRect().height) + 60 - room;
      });
      await page.setViewportSize({ width, height: height + Math.max(0, missing) });
      await part.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await part.screenshot({ path: join(pictures, `${name}.png`) });
      await page.setViewportSize({ width, height });
    },
    close: () => context.close(),
  };
  await page.locator('.persona').first().waitFor();
  if (person !== 'ana') await demoPage.become(person);
  return demoPage;
}

/** Nothing on the page is wider than the window, so nobody has to scroll sideways. */
export async function assertFitsWidth(page: Page): Promise<void> {
  const [widest, what] = await page.evaluate<[number, string]>(`
    [...document.querySelectorAll('main *, .topbar *')]
      .map((element) => [element.getBoundingClientRect().right, element.outerHTML.slice(0, 200)])
      .toSorted(([one], [other]) => other - one)[0]`);
  const width = page.viewportSize()?.width ?? 0;
  assert.ok(widest <= width + 1, `something reaches to ${widest} of ${width} pixels: ${what}`);
}

/** What each of these parts holds lies inside of it, also upwards. */
export async function assertCutsNothing(page: Page, parts: string): Promise<void> {
  const cut = await page.evaluate<string[]>(`
    [...document.querySelectorAll('${parts}')]
      .filter((part) => part.checkVisibility())
      .filter((part) => {
        const { top, bottom } = part.getBoundingClientRect();
        const reaches = (child) => {
          const inner = child.getBoundingClientRect();
          return inner.top < top - 1 || inner.bottom > bottom + 1;
        };
        return part.scrollWidth > part.clientWidth + 1 || [...part.children].some((child) => child.checkVisibility() && reaches(child));
      })
      .map((part) => part.textContent)`);
  assert.deepEqual(cut, []);
}
