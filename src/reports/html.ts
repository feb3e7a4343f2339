/** The HTML report: one self-contained file that opens from disk, with no network and a strict content policy. */
import { createHash } from 'node:crypto';
import type { ScanReport } from '../scan/index.ts';
import { buildHtmlModel } from './build-html-model.ts';
import type { HtmlModel } from './html-model.ts';
import type { ReportOptions } from './report-format.ts';

export interface HtmlAssets {
  /** Bundled page script, an ES module without imports. */
  readonly script: string;
  readonly style: string;
}

/** The report as the format table renders it; the caller brings the page's built files. */
export function renderHtml(report: ScanReport, options: ReportOptions): string {
  const { asset, gate, trend, version } = options;
  if (asset === undefined) throw new Error('The HTML report needs its page files; please report this');
  const model = buildHtmlModel(report, { version, ...(gate && { gate }), ...(trend && { trend }) });
  return htmlReport(model, { script: asset('report.js'), style: asset('report.css') });
}

/** The page. Data stands in a JSON block whose `<` are escaped, so no content of the repository can become markup. */
export function htmlReport(model: HtmlModel, assets: HtmlAssets): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${sha256(assets.script)}'`,
    `style-src 'sha256-${sha256(assets.style)}'`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeText(`Theriac – ${model.project}`)}</title>
<style>${assets.style}</style>
</head>
<body>
<div id="app"><noscript><p>This report needs JavaScript to be read; the text and Markdown reports do not.</p></noscript></div>
<script type="application/json" id="data">${JSON.stringify(model).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}</script>
<script type="module">${assets.script}</script>
</body>
</html>
`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
