/** Reports of code scanners: Bandit, Semgrep, SonarQube issues, ZAP (for the running application). */
import type { JsonValue, ScanIssue } from '../../findings/index.ts';
import { foreignFinding, type Importer, readRecords } from './imported.ts';
import { at, isObject, listAt, numberAt, textAt, textsAt } from './json-access.ts';

export const bandit: Importer = {
  name: 'bandit',
  recognises: (document) =>
    Array.isArray(at(document, 'results')) &&
    isObject(at(document, 'metrics')) &&
    at(document, 'generated_at') !== undefined,
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document, 'results'), 'Bandit', (result) => {
      const path = textAt(result, 'filename');
      const id = textAt(result, 'test_id');
      if (path === '' || id === '') return undefined;
      const offset = numberAt(result, 'col_offset');
      return foreignFinding(
        {
          tool: 'bandit',
          id,
          scanner: 'code',
          severity: textAt(result, 'issue_severity'),
          confidence: textAt(result, 'issue_confidence'),
          message: textAt(result, 'issue_text'),
          path,
          line: numberAt(result, 'line_number'),
          column: offset === undefined ? undefined : offset + 1,
          cwe: [textAt(result, 'issue_cwe', 'id')],
          content: textAt(result, 'code').replace(/^\d+ /gm, '').trim().slice(0, 2000),
        },
        options,
      );
    });
    const skipped = listAt(document, 'errors').map(
      (error): ScanIssue => ({
        kind: 'unreadable-file',
        message: `Bandit skipped the file: ${textAt(error, 'reason')}`,
        path: textAt(error, 'filename'),
        incomplete: true,
      }),
    );
    return { tool: 'bandit', findings, issues: [...issues, ...skipped] };
  },
};

export const semgrep: Importer = {
  name: 'semgrep',
  recognises: (document) =>
    Array.isArray(at(document, 'results')) && Array.isArray(at(document, 'errors')) && isObject(at(document, 'paths')),
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document, 'results'), 'Semgrep', (result) => {
      const path = textAt(result, 'path');
      const id = textAt(result, 'check_id');
      if (path === '' || id === '') return undefined;
      const cwe = at(result, 'extra', 'metadata', 'cwe');
      return foreignFinding(
        {
          tool: 'semgrep',
          id,
          scanner: 'code',
          severity: textAt(result, 'extra', 'severity'),
          confidence: textAt(result, 'extra', 'metadata', 'confidence'),
          message: textAt(result, 'extra', 'message'),
          path,
          line: numberAt(result, 'start', 'line'),
          column: numberAt(result, 'start', 'col'),
          endLine: numberAt(result, 'end', 'line'),
          endColumn: numberAt(result, 'end', 'col'),
          cwe: typeof cwe === 'string' ? [cwe] : textsAt(cwe),
          content: textAt(result, 'extra', 'fingerprint') || textAt(result, 'extra', 'lines').slice(0, 2000),
        },
        options,
      );
    });
    const errors = listAt(document, 'errors').map((error): ScanIssue => {
      const path = textAt(error, 'path');
      return {
        kind: 'unreadable-file',
        message: `Semgrep: ${textAt(error, 'message').slice(0, 500)}`,
        ...(path !== '' && { path }),
        incomplete: true,
      };
    });
    return { tool: 'semgrep', findings, issues: [...issues, ...errors] };
  },
};

export const sonarqube: Importer = {
  name: 'sonarqube',
  recognises: (document) =>
    listAt(document, 'issues').some((issue) => at(issue, 'component') !== undefined && at(issue, 'rule') !== undefined),
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document, 'issues'), 'SonarQube', (issue) => {
      const component = textAt(issue, 'component');
      const id = textAt(issue, 'rule');
      if (component === '' || id === '') return undefined;
      const offset = numberAt(issue, 'textRange', 'startOffset');
      const endOffset = numberAt(issue, 'textRange', 'endOffset');
      return foreignFinding(
        {
          tool: 'sonarqube',
          id,
          scanner: 'code',
          severity: textAt(issue, 'impacts', 0, 'severity') || textAt(issue, 'severity'),
          message: textAt(issue, 'message'),
          // `project:src/app.py`
          path: component.slice(component.lastIndexOf(':') + 1),
          line: numberAt(issue, 'line'),
          column: offset === undefined ? undefined : offset + 1,
          endLine: numberAt(issue, 'textRange', 'endLine'),
          endColumn: endOffset === undefined ? undefined : endOffset + 1,
          cwe: textsAt(issue, 'tags').filter((tag) => /^cwe/i.test(tag)),
          content: textAt(issue, 'hash'),
        },
        options,
      );
    });
    return { tool: 'sonarqube', findings, issues };
  },
};

const zapRisk = ['info', 'low', 'medium', 'high'];

export const zap: Importer = {
  name: 'zap',
  recognises: (document) => listAt(document, 'site').some((site) => Array.isArray(at(site, 'alerts'))),
  read(document, options) {
    const alerts = listAt(document, 'site').flatMap((site) =>
      listAt(site, 'alerts').map((alert): [JsonValue, JsonValue] => [site, alert]),
    );
    const { findings, issues } = readRecords(alerts, 'ZAP', ([site, alert]) => {
      const id = textAt(alert, 'pluginid') || textAt(alert, 'alertRef');
      if (id === '') return undefined;
      const places = listAt(alert, 'instances').slice(0, 50);
      const url = textAt(places[0], 'uri') || textAt(site, '@name');
      return foreignFinding(
        {
          tool: 'zap',
          id,
          scanner: 'code',
          severity: zapRisk[numberAt(alert, 'riskcode') ?? 2] ?? 'medium',
          confidence: ['low', 'low', 'medium', 'high', 'high'][numberAt(alert, 'confidence') ?? 2] ?? 'medium',
          message: `${textAt(alert, 'name') || textAt(alert, 'alert')} at ${url}`,
          path: urlPath(url),
          cwe: [textAt(alert, 'cweid')],
          content: `${textAt(places[0], 'method')} ${urlPath(url)} ${textAt(places[0], 'param')}`,
          remediation: stripMarkup(textAt(alert, 'solution')),
          properties: { url, places: places.length },
        },
        options,
      );
    });
    return { tool: 'zap', findings, issues };
  },
};

function urlPath(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url;
  return path === '' || path === '/' ? 'index' : path;
}

function stripMarkup(text: string): string {
  return text
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Named by key for the table in index.ts. */
export const codeTools: readonly Importer[] = [bandit, semgrep, sonarqube, zap];
