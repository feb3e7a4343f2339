/** The guide: a static site of all rules, with search and groups by section of the OpenSSF guide, CWE, OWASP category and framework. */
import { createHash } from 'node:crypto';
import type { RuleMeta } from '../findings/index.ts';
import { guideRules, guideSections } from './guide-rules.ts';
import { escapeHtml, markdownToHtml } from './markdown-html.ts';
import { selfCheck } from './questions.ts';
import { script, style } from './site-assets.ts';
import { cweNames, owaspCategories } from './weaknesses.ts';

export interface GuideEntry {
  readonly rule: RuleMeta;
  /** Its page; undefined: the rule has none and is listed without one. */
  readonly page: string | undefined;
}

export interface GuideOptions {
  readonly version: string;
}

const frameworks = [
  'django',
  'flask',
  'fastapi',
  'starlette',
  'aiohttp',
  'tornado',
  'sqlalchemy',
  'celery',
  'jinja2',
  'pyramid',
  'requests',
  'stdlib',
];

/** All files of the site by path relative to its folder. Works from disk; no request leaves it. */
export function buildGuide(entries: readonly GuideEntry[], options: GuideOptions): Map<string, string> {
  const sorted = [...entries].sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
  const files = new Map<string, string>();
  const page = (path: string, title: string, body: string): void => {
    files.set(path, frame(title, body, path.includes('/') ? '../' : '', options));
  };
  page('index.html', 'Guide to secure Python', indexPage(sorted));
  page('by-section.html', 'By section of the OpenSSF guide', bySection(sorted));
  page('by-weakness.html', 'By weakness (CWE)', byWeakness(sorted));
  page('by-owasp.html', 'By OWASP Top 10 category', byOwasp(sorted));
  page('by-framework.html', 'By framework', byFramework(sorted));
  for (const entry of sorted) page(`rules/${entry.rule.name}.html`, entry.rule.title, rulePage(entry));
  return files;
}

function frame(title: string, body: string, up: string, { version }: GuideOptions): string {
  const policy = `default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}'; base-uri 'none'; form-action 'none'`;
  const links = [
    ['index.html', 'All rules'],
    ['by-section.html', 'Sections'],
    ['by-weakness.html', 'CWE'],
    ['by-owasp.html', 'OWASP'],
    ['by-framework.html', 'Frameworks'],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Theriac guide</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><strong>Theriac guide</strong><nav aria-label="Guide">${links.map(([href, text]) => `<a href="${up}${href}">${text}</a>`).join('')}</nav></header>
<main id="main">
<h1>${escapeHtml(title)}</h1>
${body}
</main>
<footer>Theriac ${escapeHtml(version)}. Every example on these pages is run as a test.</footer>
<script>${script}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function indexPage(entries: readonly GuideEntry[]): string {
  const items = entries.map(({ rule }) => {
    const words = [rule.name, rule.title, ...rule.cwe, ...rule.aliases, ...rule.tags, rule.scanner]
      .join(' ')
      .toLowerCase();
    return `<li data-words="${escapeHtml(words)}"><a href="rules/${rule.name}.html">${escapeHtml(rule.title)}</a> <code>${rule.name}</code> <span class="severity ${rule.severity}">${rule.severity}</span>${rule.enabled ? '' : ' <span class="off">off by default</span>'}</li>`;
  });
  return `<p>${entries.length} rules. Each says what it finds, why it matters, shows code that is reported and code that is not, and names its limits.</p>
<p class="search"><label for="search">Search rules, CWE, ids of other tools</label><input id="search" type="search" autocomplete="off"></p>
<p id="count" role="status"></p>
<ul id="rules">${items.join('\n')}</ul>`;
}

function bySection(entries: readonly GuideEntry[]): string {
  return guideSections
    .map((section) => {
      const rows = guideRules
        .filter((rule) => rule.section === section)
        .map(({ id, title, incident }) => {
          const number = id.slice('pyscg-'.length);
          const covering = entries.filter(({ rule }) => rule.aliases.includes(`pyscg:${number}`));
          const rules = covering.length > 0 ? covering.map(({ rule }) => ruleLink(rule)).join(', ') : 'guidance only';
          const known = incident
            ? `${escapeHtml(incident.cve)} (CVSS ${escapeHtml(incident.cvss)}, EPSS as printed ${escapeHtml(incident.epss)})`
            : '–';
          return `<tr><td>${id}</td><td>${escapeHtml(title)}</td><td>${rules}</td><td>${known}</td></tr>`;
        });
      return `<h2>${section}</h2><table><thead><tr><th scope="col">Guide</th><th scope="col">Topic</th><th scope="col">Rules</th><th scope="col">Incident</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
    })
    .join('\n');
}

function byWeakness(entries: readonly GuideEntry[]): string {
  const ids = [...new Set(entries.flatMap(({ rule }) => rule.cwe))].sort(
    (a, b) => Number(a.slice(4)) - Number(b.slice(4)),
  );
  return ids
    .map((id) =>
      group(
        `${id}${cweNames[id] ? `: ${cweNames[id]}` : ''}`,
        entries.filter(({ rule }) => rule.cwe.includes(id)),
      ),
    )
    .join('\n');
}

function byOwasp(entries: readonly GuideEntry[]): string {
  return owaspCategories
    .map(({ id, name, cwe }) =>
      group(
        `${id}:2021 ${name}`,
        entries.filter(
          ({ rule }) =>
            rule.tags.includes(`owasp-${id.toLowerCase()}`) ||
            rule.cwe.some((one) => cwe.includes(Number(one.slice(4)))),
        ),
      ),
    )
    .join('\n');
}

function byFramework(entries: readonly GuideEntry[]): string {
  return frameworks
    .map((name) =>
      group(
        name,
        entries.filter(({ rule }) => rule.tags.includes(name)),
      ),
    )
    .join('\n');
}

function group(title: string, entries: readonly GuideEntry[]): string {
  if (entries.length === 0) return '';
  return `<h2>${escapeHtml(title)}</h2><ul>${entries.map(({ rule }) => `<li>${ruleLink(rule)}</li>`).join('')}</ul>`;
}

function ruleLink(rule: RuleMeta): string {
  return `<a href="rules/${rule.name}.html">${escapeHtml(rule.title)}</a>`;
}

function rulePage({ rule, page }: GuideEntry): string {
  const facts = [
    ['Name', `<code>${rule.name}</code>`],
    ['Severity', `<span class="severity ${rule.severity}">${rule.severity}</span>, confidence ${rule.confidence}`],
    [
      'Weakness',
      rule.cwe.map((id) => `${id}${cweNames[id] ? ` ${escapeHtml(cweNames[id] as string)}` : ''}`).join('<br>') || '–',
    ],
    ['Known elsewhere as', rule.aliases.map((alias) => `<code>${escapeHtml(alias)}</code>`).join(' ') || '–'],
    ['Default', rule.enabled ? 'on' : `off (${rule.tier}); --select ${rule.name} turns it on`],
    ['Since', escapeHtml(rule.since)],
  ];
  const incidents = guideRules.filter(({ id, incident }) => incident && rule.aliases.includes(`pyscg:${id.slice(6)}`));
  const happened = incidents
    .map(
      ({ incident }) =>
        `<li>${incident?.cve}: CVSS ${incident?.cvss}; EPSS as the guide printed it: ${incident?.epss}</li>`,
    )
    .join('');
  const table = `<table class="facts"><tbody>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`).join('')}</tbody></table>`;
  if (page === undefined) return `${table}<p>This rule has no page yet.</p>`;
  const sections = splitSections(page);
  const body = [...sections]
    .map(
      ([heading, markdown]) =>
        `<section class="${slug(heading)}"><h2>${escapeHtml(heading)}</h2>${markdownToHtml(markdown, 1)}</section>`,
    )
    .join('\n');
  const questions = selfCheck(rule.title, sections);
  const check =
    questions.length === 0
      ? ''
      : `<section class="check"><h2>Check yourself</h2>${questions.map(({ question, answer }) => `<div class="question">${question}<details><summary>Answer</summary>${answer}</details></div>`).join('')}</section>`;
  return `${table}${body}${happened ? `<section><h2>It has happened</h2><ul>${happened}</ul></section>` : ''}${check}`;
}

function splitSections(page: string): Map<string, string> {
  const sections = new Map<string, string>();
  let heading = '';
  let fenced = false;
  let lines: string[] = [];
  const close = (): void => {
    if (heading !== '') sections.set(heading, lines.join('\n').trim());
    lines = [];
  };
  for (const line of page.split(/\r?\n/)) {
    if (line.startsWith('```')) fenced = !fenced;
    if (!fenced && line.startsWith('## ')) {
      close();
      heading = line.slice(3).trim();
    } else lines.push(line);
  }
  close();
  return sections;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z]+/g, '-');
}
