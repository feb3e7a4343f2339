/** Takes the pictures of `docs/images/`: the HTML report, the terminal report and the job summary, in a real browser. */
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownReport } from '../src/reports/markdown.ts';
import { renderText } from '../src/reports/text.ts';
import { hasBrowser, largeReport, pageAssets, sampleTrend, savePage, startBrowser } from '../test/support/html-page.ts';
import { sampleReport } from '../test/support/sample-report.ts';

if (!hasBrowser) throw new Error('Chromium is not here; set CHROMIUM_PATH.');
const root = fileURLToPath(new URL('..', import.meta.url));
const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });
const browser = await startBrowser();
const asset = await pageAssets();
const failed = { passed: false, reasons: [], sentence: 'Gate failed: 12 findings meet new:high.' };
const passed = { passed: true, reasons: [], sentence: 'Gate passed (fails on new:high).' };

async function shoot(
  name: string,
  report: ReturnType<typeof largeReport>,
  options: {
    readonly dark?: boolean;
    readonly clip?: string;
    readonly scroll?: string;
    readonly gate?: typeof failed;
    readonly choose?: string;
  } = {},
): Promise<void> {
  const file = savePage(report, {
    version: '0.1.0',
    asset,
    ...(report.findings.length > 0 && { trend: sampleTrend }),
    gate: options.gate ?? failed,
  });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
  });
  await page.goto(file.url);
  await page.waitForSelector('h1');
  if (options.choose) await page.locator(options.choose).first().click();
  if (options.scroll) await page.locator(options.scroll).evaluate((at) => at.scrollIntoView());
  const path = join(images, `${name}.png`);
  if (options.clip) await page.locator(options.clip).first().screenshot({ path });
  else await page.screenshot({ path });
  await page.close();
  file.remove();
}

const report = largeReport(900);
await shoot('report', report);
await shoot('report-dark', report, { dark: true });
await shoot('report-charts', report, { clip: '.charts', choose: '.vulnerable-node' });
await shoot('report-finding', report, { scroll: '.filters' });
await shoot('report-empty', sampleReport([]), { gate: passed });
await shoot('report-20000', largeReport(20_000), { scroll: '.filters' });

/** ANSI colours as spans: the codes that picocolors writes. */
function ansiToHtml(text: string): string {
  const style = { weight: '', color: '', ground: '' };
  const apply = (code: number): void => {
    if (code === 0) Object.assign(style, { weight: '', color: '', ground: '' });
    else if (code === 1 || code === 2) style.weight = `a${code}`;
    else if (code === 22) style.weight = '';
    else if (code === 39) style.color = '';
    else if (code === 49) style.ground = '';
    else if (code >= 40 && code < 48) style.ground = `a${code}`;
    else style.color = `a${code}`;
  };
  return text
    .split(/(\u001b\[\d+m)/)
    .map((piece) => {
      const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1];
      if (code === undefined) {
        const classes = Object.values(style).filter(Boolean).join(' ');
        return `<span class="${classes}">${piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</span>`;
      }
      apply(Number(code));
      return '';
    })
    .join('');
}

const style = `body{margin:0;background:#16181d;color:#d7dbe2;font:14px/1.45 ui-monospace,'DejaVu Sans Mono',monospace}pre{margin:0;padding:20px 24px}
.a1{font-weight:700}.a2{opacity:.65}.a31{color:#f2776b}.a32{color:#7fc98f}.a33{color:#e2b35a}.a34{color:#7db0f0}.a35{color:#e58bd0}.a36{color:#71c7cf}.a41{background:#b3362a;color:#fff}.a7{filter:invert(1)}`;

async function shootHtml(name: string, html: string, width: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 400 } });
  await page.setContent(html);
  await page.screenshot({ path: join(images, `${name}.png`), fullPage: true });
  await page.close();
}

const small = { ...report, findings: report.findings.filter((_, index) => [5, 12, 130, 388].includes(index)) };
const text = [...renderText(small, { version: '0.1.0', color: true, width: 96, gate: failed })].join('');
await shootHtml('terminal', `<style>${style}</style><pre>${ansiToHtml(text)}</pre>`, 880);

/** The little Markdown that the job summary uses. */
function summaryToHtml(markdown: string): string {
  const inline = (line: string): string =>
    line
      .replace(/`([^`]*)`/g, '<code>$1</code>')
      .replace(/\*\*([^*]*)\*\*/g, '<b>$1</b>')
      .replace(/\\([\\`*_{}[\]#|!~])/g, '$1');
  return markdown
    .replace(/^\|[-|]+\|\n/m, '')
    .split('\n')
    .map((line) => {
      if (line.startsWith('# ')) return `<h1>${inline(line.slice(2))}</h1>`;
      if (line.startsWith('|'))
        return `<tr>${line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => `<td>${inline(cell.trim())}</td>`)
          .join('')}</tr>`;
      if (line.startsWith('- ')) return `<li>${inline(line.slice(2))}</li>`;
      return line === '' ? '' : `<p>${inline(line)}</p>`;
    })
    .join('\n')
    .replace(/(?:<tr>.*<\/tr>\n?)+/g, (rows) => `<table>${rows}</table>`);
}
const github = `body{font:14px/1.5 system-ui,sans-serif;color:#1f2328;padding:8px 24px}h1{border-bottom:1px solid #d1d9e0;padding-bottom:6px}table{border-collapse:collapse}td{border:1px solid #d1d9e0;padding:6px 13px}code{background:#eff1f3;border-radius:6px;padding:2px 5px}`;
const few = { ...report, findings: report.findings.slice(0, 9) };
await shootHtml('job-summary', `<style>${github}</style>${summaryToHtml(markdownReport(few, { gate: failed }))}`, 1000);
await browser.close();

for (const name of readdirSync(images).sort()) {
  process.stdout.write(`${name} ${Math.round(statSync(join(images, name)).size / 1024)} KB\n`);
}
