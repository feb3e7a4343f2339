/** Decisions of Bandit (baseline, `skips`, excluded folders) and Semgrep (`.semgrepignore`). */
import type { ForeignDecision } from '../../../findings/index.ts';
import {
  asList,
  asString,
  asStrings,
  asTable,
  parseIni,
  parseJson,
  parseToml,
  parseYaml,
} from '../../../formats/index.ts';
import { pathMatcher } from '../../../platform/index.ts';
import { complain, type DecisionFile, lineOf, parseDecisions } from '../decision-file.ts';

const code = ['code'] as const;

/** Whether a JSON text is a report of Bandit, which Bandit reads back as its baseline. */
export function looksLikeBanditReport(text: string): boolean {
  return text.includes('"results"') && text.includes('"metrics"') && text.includes('"generated_at"');
}

/** A Bandit baseline: each result is one known finding, wherever its line has gone. */
export function readBanditBaseline(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseJson);
  if (!document) return [];
  const results = asList(asTable(document.data)?.['results']);
  return results.flatMap((item, index): ForeignDecision[] => {
    const entry = asTable(item);
    const id = asString(entry?.['test_id']);
    const path = asString(entry?.['filename'])
      ?.replaceAll('\\', '/')
      .replace(/^(?:\.\/)+/, '');
    const number = entry?.['line_number'];
    if (!entry || id === undefined || path === undefined || typeof number !== 'number') {
      complain(file, `result ${index + 1} of the Bandit baseline has no file, test or line`);
      return [];
    }
    return [
      {
        tool: 'bandit',
        path: file.path,
        line: lineOf(file, document, results, index),
        aliases: [`bandit:${id}`],
        once: { path, line: number, text: lineFrom(asString(entry['code']) ?? '', number) },
        reason: 'known to the Bandit baseline',
      },
    ];
  });
}

/** Bandit prints code as `12 text`. */
function lineFrom(excerpt: string, line: number): string {
  const start = `${line} `;
  return (
    excerpt
      .split('\n')
      .find((text) => text.startsWith(start))
      ?.slice(start.length) ?? ''
  );
}

/** `[tool.bandit]` of a pyproject. */
export function readBanditToml(file: DecisionFile): ForeignDecision[] {
  if (!file.text.includes('bandit')) return [];
  const document = parseToml(file.text);
  // A broken pyproject is the business of its own reader.
  if ('message' in document) return [];
  const table = asTable(asTable(asTable(document.data)?.['tool'])?.['bandit']);
  if (!table) return [];
  return banditSettings(file, {
    skips: asStrings(table['skips']),
    excludes: asStrings(table['exclude_dirs']),
    lineFor: (key) => lineOf(file, document, table, key === 'excludes' ? 'exclude_dirs' : key),
  });
}

/** `bandit.yaml` and the like. */
export function readBanditYaml(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseYaml);
  const table = asTable(document?.data);
  if (!document || !table) return [];
  return banditSettings(file, {
    skips: asStrings(table['skips']),
    excludes: asStrings(table['exclude_dirs']),
    lineFor: (key) => lineOf(file, document, table, key === 'excludes' ? 'exclude_dirs' : key),
  });
}

/** `.bandit`: an INI file with `skips` and `exclude`. */
export function readBanditIni(file: DecisionFile): ForeignDecision[] {
  const { sections, errors } = parseIni(file.text);
  for (const { message, offset } of errors) complain(file, message.replace(/\.$/, ''), offset);
  const entries = sections.find(({ name }) => name === 'bandit')?.entries ?? [];
  const listOf = (key: string) =>
    (entries.find((entry) => entry.key === key)?.value ?? '')
      .split(/[,\s]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return banditSettings(file, {
    skips: listOf('skips'),
    excludes: listOf('exclude'),
    lineFor: (key) =>
      file.lines.lineAt(entries.find((entry) => entry.key === (key === 'excludes' ? 'exclude' : key))?.span.start ?? 0),
  });
}

function banditSettings(
  file: DecisionFile,
  settings: {
    readonly skips: readonly string[];
    readonly excludes: readonly string[];
    readonly lineFor: (key: 'skips' | 'excludes') => number;
  },
): ForeignDecision[] {
  const decisions = settings.skips
    .filter((id) => /^B\d{3}$/.test(id))
    .map(
      (id): ForeignDecision => ({
        tool: 'bandit',
        path: file.path,
        line: settings.lineFor('skips'),
        aliases: [`bandit:${id}`],
        reason: `the test ${id} is skipped`,
      }),
    );
  const folders = settings.excludes.map((path) => path.replace(/^\.?\/+/, '').replace(/\/+$/, '')).filter(Boolean);
  if (folders.length === 0) return decisions;
  return [
    ...decisions,
    {
      tool: 'bandit',
      path: file.path,
      line: settings.lineFor('excludes'),
      scanners: code,
      covers: pathMatcher(folders),
      reason: `excluded folders (${folders.slice(0, 3).join(', ')}${folders.length > 3 ? ' …' : ''})`,
    },
  ];
}

/** `.semgrepignore`: patterns as in `.gitignore`; what stands after `:include` is not followed. */
export function readSemgrepIgnore(file: DecisionFile): ForeignDecision[] {
  const decisions: ForeignDecision[] = [];
  let comment = '';
  for (let line = 1; line <= file.lines.count; line++) {
    const text = file.lines.text(line).trim();
    if (text.startsWith('#') || text === '') {
      comment = text.replace(/^#+/, '').trim();
      continue;
    }
    if (text.startsWith(':include')) {
      // Semgrep's usual `:include .gitignore` says what a scan of ours does anyway.
      if (!/^:include\s+\.gitignore$/.test(text)) complain(file, `"${text}" is not followed`, file.lines.startOf(line));
      continue;
    }
    if (text.startsWith('!')) {
      complain(file, `"${text}" cannot be taken over: negated patterns are not known here`, file.lines.startOf(line));
      continue;
    }
    decisions.push({
      tool: 'semgrep',
      path: file.path,
      line,
      scanners: code,
      covers: semgrepPattern(text),
      reason: comment === '' ? `${text} is ignored` : comment,
    });
  }
  return decisions;
}

/** A leading `/` ties the pattern to the root, as in `.gitignore`. */
function semgrepPattern(text: string): (path: string) => boolean {
  const anchored = text.startsWith('/') ? text.slice(1).replace(/\/+$/, '') : undefined;
  if (anchored === undefined || /[*?[]/.test(anchored)) return pathMatcher([text.replace(/^\/+/, '')]);
  return (path) => path === anchored || path.startsWith(`${anchored}/`);
}
