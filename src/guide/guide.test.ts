/** The guide: every rule is reachable, hostile text stays text, a real browser finds rules and loads nothing from elsewhere. */
import { existsSync } from 'node:fs';
import { get } from 'node:http';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleMeta } from '../findings/index.ts';
import { serveFiles } from '../platform/index.ts';
import { buildGuide } from './index.ts';
import { markdownToHtml } from './markdown-html.ts';

const rule = (name: string, more: Partial<RuleMeta> = {}): RuleMeta => ({
  name,
  title: `Title of ${name}`,
  scanner: 'code',
  severity: 'high',
  confidence: 'high',
  cwe: ['CWE-89'],
  aliases: ['pyscg:0010', 'bandit:B608'],
  tags: ['django'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
  ...more,
});
const page = `# T

## What it finds

Text with \`code <b>\` and **bold**.

## Why it matters

Because.

## Example

\`\`\`python
a = 1
bad(a)  # finds: one
\`\`\`

## Use instead

\`\`\`python
good(a)
\`\`\`

## Limits

- Some <script>alert(1)</script>.

## References

- CWE-89
`;
const files = buildGuide(
  [
    { rule: rule('one'), page },
    { rule: rule('two', { title: 'Second "quoted" <i>', aliases: [], cwe: ['CWE-798'], tags: [] }), page: undefined },
  ],
  { version: '0.1.0' },
);

describe('pages', () => {
  it('groups rules by section, CWE, OWASP category and framework', () => {
    expect(files.get('by-section.html')).toMatch(
      /pyscg-0010<\/td><td>Prevent SQL Injection<\/td><td><a href="rules\/one.html">/,
    );
    expect(files.get('by-section.html')).toContain('CVE-2019-8600');
    expect(files.get('by-weakness.html')).toContain('CWE-798');
    expect(files.get('by-owasp.html')).toMatch(/A03:2021 Injection<\/h2><ul><li><a href="rules\/one.html">/);
    expect(files.get('by-framework.html')).toContain('<h2>django</h2>');
  });

  it('marks the reported line, hides the mark and asks about it', () => {
    const html = files.get('rules/one.html') ?? '';
    expect(html).toContain('<mark>bad(a)</mark>');
    expect(html).not.toContain('# finds');
    expect(html).toContain('<p>Line 2.</p>');
    expect(html).toContain('CVSS 3.1 9.8');
  });

  it('keeps markup of pages and titles text', () => {
    const all = [...files.values()].join('');
    expect(all).not.toContain('<script>alert');
    expect(all).not.toContain('<i>');
    expect(markdownToHtml('[x](javascript:alert(1)) <img> `a<b`')).toBe(
      '<p>[x](javascript:alert(1)) &lt;img&gt; <code>a&lt;b</code></p>',
    );
  });

  it('links only to pages that exist', () => {
    for (const [path, html] of files) {
      for (const [, href] of html.matchAll(/href="([^"#:]+)"/g)) {
        const target = new URL(href as string, `http://x/${path}`).pathname.slice(1);
        expect(files.has(target), `${path} → ${href}`).toBe(true);
      }
    }
  });
});

const browserPath = '/usr/bin/chromium';
describe.skipIf(!existsSync(browserPath))('in Chromium (skipped where it is not installed)', () => {
  let server: Awaited<ReturnType<typeof serveFiles>>;
  beforeAll(async () => {
    server = await serveFiles(files, 0);
  });
  afterAll(() => server?.close());

  it('searches, and loads nothing but itself', async () => {
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    try {
      const tab = await browser.newPage();
      const problems: string[] = [];
      const requests: string[] = [];
      tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      tab.on('pageerror', (error) => problems.push(error.message));
      tab.on('request', (request) => requests.push(request.url()));
      await tab.goto(server.address);
      await tab.getByLabel('Search rules').fill('b608');
      expect(await tab.locator('#rules li:visible').count()).toBe(1);
      expect(await tab.getByRole('status').textContent()).toBe('1 of 2 rules');
      await tab.getByRole('link', { name: 'Title of one' }).click();
      await tab.getByText('Answer').first().click();
      expect(await tab.getByText('Line 2.').isVisible()).toBe(true);
      expect(problems).toEqual([]);
      expect(requests.every((url) => url.startsWith(server.address))).toBe(true);
    } finally {
      await browser.close();
    }
  });

  it('answers only for this machine', async () => {
    const port = Number(new URL(server.address).port);
    const status = await new Promise((resolve) => {
      get({ port, host: '127.0.0.1', headers: { host: 'attacker.example' } }, (response) =>
        resolve(response.resume().statusCode),
      );
    });
    expect(status).toBe(421);
    expect((await fetch(`${server.address}../../etc/passwd`)).status).toBe(404);
  });
});
