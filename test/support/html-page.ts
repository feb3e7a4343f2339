/** The HTML report as people open it: the real page script, a real file, a real browser. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'rolldown';
import type { Finding, Severity } from '../../src/findings/index.ts';
import { renderHtml } from '../../src/reports/html.ts';
import type { ReportOptions } from '../../src/reports/index.ts';
import type { ScanReport } from '../../src/scan/index.ts';
import { sampleFinding, sampleReport, sampleRule } from './sample-report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const browserPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(browserPath);

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The page's files, bundled now from the sources. */
export async function pageAssets(): Promise<(name: string) => string> {
  const bundle = await build({
    input: join(root, 'src/web/report/main.tsx'),
    platform: 'browser',
    logLevel: 'warn',
    tsconfig: join(root, 'src/web/tsconfig.json'),
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { format: 'esm', minify: true },
    write: false,
  });
  const style = readFileSync(join(root, 'src/web/report/style.css'), 'utf8');
  const [chunk] = bundle.output;
  return (name) => (name === 'report.js' ? chunk.code : style);
}

export interface SavedPage {
  readonly url: string;
  readonly bytes: number;
  readonly remove: () => void;
}

/** Writes the report to a file. */
export function savePage(report: ScanReport, options: ReportOptions): SavedPage {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-page-'));
  const file = join(folder, 'report.html');
  const html = renderHtml(report, options);
  writeFileSync(file, html);
  return {
    url: pathToFileURL(file).href,
    bytes: Buffer.byteLength(html),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const areas = ['shop/orders', 'shop/search', 'shop/accounts', 'payments/gateway', 'payments/ledger', 'admin', 'tools'];
const rules = [
  'sql-injection',
  'path-traversal',
  'subprocess-with-shell',
  'eval-of-dynamic-code',
  'weak-hash',
  'debug-enabled',
];
const severities: readonly Severity[] = [
  'critical',
  'high',
  'high',
  'medium',
  'medium',
  'medium',
  'low',
  'low',
  'info',
];
const chains = [
  ['shop', 'django', 'sqlparse'],
  ['shop', 'requests', 'urllib3'],
  ['shop', 'boto3', 'botocore', 'urllib3'],
  ['shop', 'celery', 'kombu', 'amqp'],
  ['shop', 'pillow'],
  ['shop', 'flask', 'jinja2'],
  ['shop', 'flask', 'werkzeug'],
];

/** A report of `count` findings that looks like one of a real project; always the same. */
export function largeReport(count: number): ScanReport {
  const findings = Array.from({ length: count }, (_, index): Finding => {
    const at = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length] ?? '';
    const line = 1 + ((index * 37) % 400);
    const path = `${at(areas, 3)}/${at(['views', 'models', 'tasks', 'forms', 'api'], 2)}${index % 41 === 0 ? '_old' : ''}.py`;
    const position = (column: number) => ({ byte: line * 40 + column, line, column, utf16Column: column });
    const area = Math.floor(index / 3) % areas.length;
    // Some areas are worse than others, and little is critical.
    const severity = index % 61 === 0 && area < 2 ? 'critical' : (severities[((index * 7) % 5) + (area % 4)] ?? 'low');
    const chain = index % 97 === 0 ? chains[(index / 97) % chains.length] : undefined;
    const rule = chain ? 'vulnerable-dependency' : at(rules, 1);
    return sampleFinding({
      rule,
      severity,
      scanner: chain ? 'dependencies' : index % 11 === 0 ? 'secrets' : 'code',
      message: chain
        ? `${chain.at(-1)} has a known vulnerability, fixed in a later version.`
        : 'Data of a request becomes part of a statement that the database runs.',
      location: { path: chain ? 'uv.lock' : path, start: position(5), end: position(30) },
      excerpt: {
        firstLine: Math.max(1, line - 1),
        lines:
          line === 1 ? ['    cursor.execute(query % name)'] : ['def find(name):', '    cursor.execute(query % name)'],
      },
      identity: { scope: 'find', content: `execute ${index}` },
      context: index % 9 === 0 ? 'test' : 'application',
      ...((index % 5 === 0 || severity === 'critical') && !chain && { trace: traceOf(path, line) }),
      ...(chain && { properties: { paths: [chain], package: chain.at(-1) ?? '', ids: [`CVE-2024-${index}`] } }),
      ...(index % 13 === 0 && { suppressions: [{ kind: 'baseline' as const, reason: 'before the audit' }] }),
    });
  });
  const metas = [...rules, 'vulnerable-dependency'].map((name) => ({ ...sampleRule, name, title: titleOf(name) }));
  return sampleReport(findings, {
    rules: metas,
    files: { found: 1240, scanned: 1198, scannedBytes: 9_000_000, failed: 2, unwanted: 40, byKind: { python: 1100 } },
    scanners: [
      { id: 'code', files: 1100, bytes: 8_000_000, counters: {} },
      { id: 'secrets', files: 1198, bytes: 9_000_000, counters: {} },
      { id: 'dependencies', files: 4, bytes: 90_000, counters: {} },
    ],
    issues: [
      {
        kind: 'syntax-error',
        message: 'Expected an expression. The rest of the file was analysed.',
        path: 'tools/old.py',
        line: 12,
        incomplete: true,
      },
    ],
    incomplete: true,
  });
}

function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function traceOf(path: string, line: number): NonNullable<Finding['trace']> {
  const step = (at: number, text: string, message: string, role: 'source' | 'step' | 'sink') => ({
    location: {
      path,
      start: { byte: 0, line: at, column: 5, utf16Column: 5 },
      end: { byte: 0, line: at, column: 5 + text.trim().length, utf16Column: 5 + text.trim().length },
    },
    excerpt: { firstLine: at, lines: [text] },
    message,
    role,
  });
  return [
    step(line, '    name = request.args["name"]', 'The name comes from the request.', 'source'),
    step(line + 2, '    query = "select * from users where name = " + name', 'It becomes part of the text.', 'step'),
    step(line + 5, '    cursor.execute(query)', 'The database runs the text.', 'sink'),
  ];
}

/** Thirty scans that get better. */
export const sampleTrend = Array.from({ length: 30 }, (_, day) => ({
  date: `2026-10-${String(1 + day).padStart(2, '0')}`,
  counts: {
    critical: Math.max(0, 9 - Math.floor(day / 4)),
    high: 40 - day,
    medium: 60 - Math.floor(day / 2) + (day % 5),
    low: 30 + (day % 7),
    info: 8,
  },
}));
