/** The HTML report in a real Chromium: fluid with 20,000 findings, by keyboard, dark, in print, and deaf to hostile content. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasBrowser,
  largeReport,
  pageAssets,
  type SavedPage,
  sampleTrend,
  savePage,
  startBrowser,
} from '../support/html-page.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

describe.skipIf(!hasBrowser)('the HTML report (skipped where Chromium is absent)', () => {
  let browser: Browser;
  let asset: (name: string) => string;
  const saved: SavedPage[] = [];

  beforeAll(async () => {
    [browser, asset] = await Promise.all([startBrowser(), pageAssets()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    for (const page of saved) page.remove();
  });

  /** Opens a report; `complaints` gets console errors, exceptions and every request but for the file itself. */
  async function open(report: Parameters<typeof savePage>[0], more: Parameters<Browser['newPage']>[0] = {}) {
    const file = savePage(report, { version: '0.1.0', asset, trend: sampleTrend });
    saved.push(file);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...more });
    page.setDefaultTimeout(8000);
    const complaints: string[] = [];
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url() !== file.url && complaints.push(request.url()));
    await page.goto(file.url);
    await page.waitForSelector('h1');
    return { page, complaints, file };
  }
  const text = (page: Page, selector: string): Promise<string> => page.innerText(selector);

  it('keeps 20,000 findings fluid: few rows in the page, search and filters count right', async () => {
    const { page, complaints, file } = await open(largeReport(20_000));
    expect(file.bytes).toBeLessThan(40_000_000);
    expect(await page.locator('.row').count()).toBeLessThan(80);
    expect(await text(page, '.count')).toContain('of 20,000 findings');
    const firstRow = () => page.locator('.row').first().innerText();
    const count = () => text(page, '.count');
    const before = await firstRow();
    await page.locator('.list').evaluate((list) => list.scrollTo(0, 400_000));
    await expect.poll(firstRow).not.toBe(before);
    expect(await page.locator('.row').count()).toBeLessThan(80);
    await page.keyboard.press('/');
    await page.keyboard.type('_old sql');
    await expect.poll(count).toMatch(/^\d{1,3} of/);
    await page.keyboard.press('Escape');
    await expect.poll(count).toMatch(/^1\d,\d{3} of/);
    await page.selectOption('.filters label:has-text("Severity") select', 'critical');
    await expect.poll(firstRow).toContain('critical');
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('is used by keyboard alone', async () => {
    const { page, complaints } = await open(largeReport(300));
    const title = () => text(page, '.detail .fingerprint');
    const first = await title();
    await page.keyboard.press('j');
    await expect.poll(title).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(title).toBe(first);
    await page.keyboard.press('g');
    await page.waitForSelector('.row.group');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.locator('.treemap g[role=button]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.treemap button');
    expect(complaints).toEqual([]);
    await page.close();
  }, 30_000);

  it('draws the ways of vulnerable packages, folders in two levels, and the trend', async () => {
    const { page, complaints } = await open(largeReport(2000));
    expect(await page.locator('.graph .edge').count()).toBeGreaterThan(6);
    await page.locator('.vulnerable-node[aria-label^="urllib3"]').press('Enter');
    await page.waitForSelector('.edge.on-path', { state: 'attached' });
    expect(await text(page, '.detail')).toContain('urllib3');
    expect(await page.locator('.treemap .group-area').count()).toBeGreaterThan(2);
    expect(await page.locator('.trend-chart .area').count()).toBe(5);
    expect(complaints).toEqual([]);
    await page.close();
  }, 30_000);

  it('says that nothing is open, and what that does not mean', async () => {
    const { page, complaints } = await open(sampleReport([]));
    expect(await text(page, '.summary')).toContain('not that nothing is wrong');
    expect(await text(page, 'main')).toContain('No open finding');
    expect(complaints).toEqual([]);
    await page.close();
  }, 30_000);

  it('shows hostile content as text', async () => {
    const evil = '</script><img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
    const finding = sampleFinding({ message: evil, remediation: evil, rule: 'sql-injection' });
    const hostile = {
      ...finding,
      location: { ...finding.location, path: `${evil}.py` },
      excerpt: { firstLine: 3, lines: [evil] },
    };
    const { page, complaints } = await open(
      sampleReport([hostile], { issues: [{ kind: 'bad-input', message: evil, path: evil, incomplete: true }] }),
    );
    expect(await page.title()).not.toBe('owned');
    expect(await text(page, '.detail .message')).toBe(evil);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    // What the page may not do, it cannot do either.
    const blocked = await page.evaluate(() =>
      fetch('https://files.example/x').then(
        () => 'sent',
        () => 'blocked',
      ),
    );
    expect(blocked).toBe('blocked');
    await page.close();
  }, 30_000);

  it('has a dark form and a printed one', async () => {
    const { page } = await open(largeReport(50), { colorScheme: 'dark' });
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await page.click('.theme');
    expect(await paper()).not.toBe(dark);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-only').isVisible()).toBe(true);
    expect(await page.locator('.filters').isVisible()).toBe(false);
    await page.close();
  }, 30_000);
});
