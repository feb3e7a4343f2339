/** Ignored advisories of osv-scanner, Trivy, Snyk, Safety and pip-audit. */
import type { ForeignDecision } from '../../../findings/index.ts';
import { asList, asString, asStrings, asTable, parseToml, parseYaml } from '../../../formats/index.ts';
import { pathMatcher } from '../../../platform/index.ts';
import { complain, type DecisionFile, dateOf, lineOf, parseDecisions } from '../decision-file.ts';

const none = 'no reason given';

/** `osv-scanner.toml`: `[[IgnoredVulns]]` and `[[PackageOverrides]]`. */
export function readOsvScanner(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseToml);
  const data = asTable(document?.data);
  if (!document || !data) return [];
  const decisions: ForeignDecision[] = [];
  const ignored = asList(data['IgnoredVulns']);
  for (const [index, item] of ignored.entries()) {
    const entry = asTable(item);
    const id = asString(entry?.['id']);
    const line = lineOf(file, document, ignored, index);
    if (!entry || id === undefined) {
      complain(file, 'an entry of IgnoredVulns has no id', file.lines.startOf(line));
      continue;
    }
    const expires = expiry(file, entry['ignoreUntil'], line);
    if (expires === 'bad') continue;
    decisions.push({
      tool: 'osv-scanner',
      path: file.path,
      line,
      advisories: [id],
      reason: asString(entry['reason']) ?? none,
      ...(expires && { expires }),
    });
  }
  const overrides = asList(data['PackageOverrides']);
  for (const [index, item] of overrides.entries()) {
    const entry = asTable(item);
    const line = lineOf(file, document, overrides, index);
    const vulnerability = asTable(entry?.['vulnerability']);
    if (!entry || !(entry['ignore'] === true || vulnerability?.['ignore'] === true)) continue;
    const ecosystem = asString(entry['ecosystem']);
    if (ecosystem !== undefined && ecosystem !== 'PyPI') continue;
    const expires = expiry(file, entry['effectiveUntil'], line);
    if (expires === 'bad') continue;
    const name = asString(entry['name']);
    const version = asString(entry['version']);
    decisions.push({
      tool: 'osv-scanner',
      path: file.path,
      line,
      scanners: ['dependencies'],
      reason: asString(entry['reason']) ?? none,
      ...(name !== undefined && { package: name }),
      ...(version !== undefined && { version }),
      ...(expires && { expires }),
    });
  }
  return decisions;
}

/** `.trivyignore`: an id a line, `exp:DATE` after it, comments with `#` before it. */
export function readTrivyIgnore(file: DecisionFile): ForeignDecision[] {
  const decisions: ForeignDecision[] = [];
  let comment = '';
  for (let line = 1; line <= file.lines.count; line++) {
    const text = file.lines.text(line).trim();
    if (text === '') comment = '';
    else if (text.startsWith('#')) comment = `${comment} ${text.replace(/^#+/, '').trim()}`.trim();
    else {
      const [written = '', after = ''] = text.split(/\s+#\s*/, 2);
      const [id = '', ...options] = written.split(/\s+/);
      const until = options.find((option) => option.startsWith('exp:'))?.slice(4);
      const expires = expiry(file, until, line);
      if (expires === 'bad') continue;
      decisions.push({
        tool: 'trivy',
        path: file.path,
        line,
        advisories: [id],
        reason: after || comment || none,
        ...(expires && { expires }),
      });
    }
  }
  return decisions;
}

/** `.trivyignore.yaml`: `vulnerabilities` with id, paths, purls, statement and date. */
export function readTrivyIgnoreYaml(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseYaml);
  const data = asTable(document?.data);
  if (!document || !data) return [];
  const list = asList(data['vulnerabilities']);
  return list.flatMap((item, index): ForeignDecision[] => {
    const entry = asTable(item);
    const id = asString(entry?.['id']);
    const line = lineOf(file, document, list, index);
    if (!entry || id === undefined) {
      complain(file, 'an entry of vulnerabilities has no id', file.lines.startOf(line));
      return [];
    }
    const expires = expiry(file, entry['expired_at'], line);
    if (expires === 'bad') return [];
    const paths = asStrings(entry['paths']);
    const purls = asStrings(entry['purls']).flatMap((purl) => {
      const found = /^pkg:pypi\/([^@?#]+)(?:@([^?#]+))?/i.exec(purl);
      return found ? [{ package: found[1] as string, ...(found[2] && { version: decodeText(found[2]) }) }] : [];
    });
    const common = {
      tool: 'trivy',
      path: file.path,
      line,
      advisories: [id],
      reason: asString(entry['statement']) ?? none,
      ...(expires && { expires }),
      ...(paths.length > 0 && { covers: pathMatcher(paths) }),
    };
    return purls.length === 0 ? [common] : purls.map((purl) => ({ ...common, ...purl }));
  });
}

/** `.snyk`: `ignore: {ID: [{'*': {reason, expires}}]}` and `exclude.global`. */
export function readSnyk(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseYaml);
  const data = asTable(document?.data);
  if (!document || !data) return [];
  const decisions: ForeignDecision[] = [];
  const ignore = asTable(data['ignore']) ?? {};
  for (const [id, item] of Object.entries(ignore)) {
    const line = lineOf(file, document, ignore, id);
    const rows = Array.isArray(item) ? item : [item];
    for (const row of rows) {
      for (const details of Object.values(asTable(row) ?? {})) {
        const entry = asTable(details) ?? {};
        const expires = expiry(file, entry['expires'], line);
        if (expires === 'bad') continue;
        decisions.push({
          tool: 'snyk',
          path: file.path,
          line,
          advisories: [id],
          reason: asString(entry['reason']) ?? none,
          ...(expires && { expires }),
        });
      }
    }
  }
  const exclude = asTable(data['exclude']) ?? {};
  for (const name of ['global', 'code']) {
    const patterns = asStrings(exclude[name]);
    if (patterns.length === 0) continue;
    decisions.push({
      tool: 'snyk',
      path: file.path,
      line: lineOf(file, document, exclude, name),
      covers: pathMatcher(patterns),
      ...(name === 'code' && { scanners: ['code'] as const }),
      reason: `excluded paths (${patterns.slice(0, 3).join(', ')}${patterns.length > 3 ? ' …' : ''})`,
    });
  }
  return decisions;
}

/** `.safety-policy.yml`, of Safety 2 (`security.ignore-vulnerabilities`) and 3 (`report … auto-ignore-in-report.vulnerabilities`). */
export function readSafetyPolicy(file: DecisionFile): ForeignDecision[] {
  const document = parseDecisions(file, parseYaml);
  const data = asTable(document?.data);
  if (!document || !data) return [];
  const tables = [
    asTable(asTable(data['security'])?.['ignore-vulnerabilities']),
    asTable(
      asTable(asTable(asTable(data['report'])?.['dependency-vulnerabilities'])?.['auto-ignore-in-report'])?.[
        'vulnerabilities'
      ],
    ),
  ];
  const decisions: ForeignDecision[] = [];
  for (const table of tables) {
    for (const [id, item] of Object.entries(table ?? {})) {
      const line = lineOf(file, document, table, id);
      const entry = asTable(item) ?? {};
      const expires = expiry(file, entry['expires'], line);
      if (expires === 'bad') continue;
      decisions.push({
        tool: 'safety',
        path: file.path,
        line,
        // Safety's own numbers stand in its reports as they are or behind `SFTY-`.
        advisories: /^\d+$/.test(id) ? [id, `safety:${id}`] : [id],
        reason: asString(entry['reason']) ?? none,
        ...(expires && { expires }),
      });
    }
  }
  return decisions;
}

/** `--ignore-vuln ID` of pip-audit in hooks, workflows and task files; it has no file of its own. */
export function readPipAuditFlags(file: DecisionFile): ForeignDecision[] {
  if (!file.text.includes('--ignore-vuln')) return [];
  const decisions: ForeignDecision[] = [];
  for (let line = 1; line <= file.lines.count; line++) {
    const text = file.lines.text(line).slice(0, 2000);
    if (text.trimStart().startsWith('#')) continue;
    const comment = /\s#\s*(.+)$/.exec(text)?.[1] ?? '';
    const next = line < file.lines.count ? file.lines.text(line + 1).slice(0, 200) : '';
    // A hook's argument list may have the id on the next line, as an item of its own.
    const joined = /--ignore-vuln["',\s]*$/.test(text) ? `${text} ${next.trim().replace(/^-\s+/, '')}` : text;
    for (const found of joined.matchAll(/--ignore-vuln["',\s=]{1,20}([A-Za-z]{2,10}-[A-Za-z0-9-]{3,40})/g)) {
      decisions.push({
        tool: 'pip-audit',
        path: file.path,
        line,
        advisories: [found[1] as string],
        reason: comment || none,
      });
    }
  }
  return decisions;
}

function expiry(file: DecisionFile, value: unknown, line: number): string | undefined | 'bad' {
  if (value === undefined || value === null || value === '') return undefined;
  const date = dateOf(value);
  if (date !== undefined) return date;
  complain(file, `"${String(value).slice(0, 40)}" is no date`, file.lines.startOf(line));
  return 'bad';
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
