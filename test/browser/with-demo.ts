import assert from 'node:assert/strict';
import { after, afterEach, before } from 'mocha';
import type { Browser } from 'playwright-core';
import { type Demo, startDemo } from '../sandbox/demo/start-demo.ts';
import { launchBrowser } from '../support/browser.ts';
import { type DemoPage, openDemoPage, type PersonKey } from './demo-page.ts';

export interface DemoInBrowser {
  readonly demo: Demo;
  /** A window of this person's own; closed after the test. */
  open(person: PersonKey, options?: Parameters<typeof openDemoPage>[3]): Promise<DemoPage>;
  /** Sends one more alert and gives the id of its post. */
  newCard(sample: 0 | 1 | 2): Promise<string>;
}

/** The demo and a browser for the tests of this suite, which are skipped where no browser starts. */
export function withDemo(): () => DemoInBrowser {
  let browser: Browser | undefined;
  let demo: Demo | undefined;
  const pages: DemoPage[] = [];

  before(async function () {
    browser = await launchBrowser();
    if (!browser) this.skip();
    demo = await startDemo({ port: 0 });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  afterEach(async () => {
    const complaints = pages.flatMap((page) => page.complaints);
    for (const page of pages.splice(0)) await page.close();
    assert.deepEqual(complaints, [], 'the page asked nobody else for anything and its console stayed silent');
    assert.deepEqual(demo?.tenant.violations ?? [], [], 'a real tenant would have taken everything');
  });

  return () => {
    assert.ok(browser && demo);
    const running = { browser, demo };
    return {
      demo,
      async open(person, options) {
        const page = await openDemoPage(running.browser, running.demo.url, person, options);
        pages.push(page);
        return page;
      },
      async newCard(sample) {
        const { teams } = running.demo.tenant;
        const posts = teams.posts().length;
        await running.demo.tenant.pushAlert(running.demo.tenant.sampleAlert(sample));
        return teams.until(() => teams.posts()[posts]?.id, 8_000);
      },
    };
  };
}
