/** Reports of secret scanners: detect-secrets baselines, gitleaks, TruffleHog. Their secret values are hashed at once and never kept. */
import { createHash } from 'node:crypto';
import type { JsonValue } from '../../findings/index.ts';
import { foreignFinding, type Importer, readRecords } from './imported.ts';
import { at, entriesAt, isObject, listAt, numberAt, textAt } from './json-access.ts';

export const detectSecrets: Importer = {
  name: 'detect-secrets',
  recognises: (document) => isObject(at(document, 'results')) && Array.isArray(at(document, 'plugins_used')),
  read(document, options) {
    const records = entriesAt(document, 'results').flatMap(([path, list]) =>
      Array.isArray(list) ? list.map((record): [string, JsonValue] => [path, record]) : [],
    );
    const { findings, issues } = readRecords(records, 'detect-secrets', ([path, record]) => {
      const type = textAt(record, 'type');
      if (type === '') return undefined;
      const audited = at(record, 'is_secret');
      return foreignFinding(
        {
          tool: 'detect-secrets',
          id: type,
          scanner: 'secrets',
          severity: audited === false ? 'info' : 'high',
          confidence: at(record, 'is_verified') === true || audited === true ? 'high' : 'medium',
          message: `${type} (detect-secrets)`,
          path: textAt(record, 'filename') || path,
          line: numberAt(record, 'line_number'),
          cwe: ['798'],
          content: textAt(record, 'hashed_secret'),
          ...(typeof audited === 'boolean' && { properties: { audited: audited ? 'secret' : 'not a secret' } }),
        },
        options,
      );
    });
    return { tool: 'detect-secrets', findings, issues };
  },
};

export const gitleaks: Importer = {
  name: 'gitleaks',
  recognises: (document) =>
    Array.isArray(document) &&
    document.length > 0 &&
    at(document, 0, 'RuleID') !== undefined &&
    at(document, 0, 'File') !== undefined,
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document), 'gitleaks', (leak) => {
      const id = textAt(leak, 'RuleID');
      const path = textAt(leak, 'File');
      if (id === '' || path === '') return undefined;
      const commit = textAt(leak, 'Commit');
      return foreignFinding(
        {
          tool: 'gitleaks',
          id,
          scanner: 'secrets',
          severity: 'high',
          message: `${textAt(leak, 'Description') || id} (gitleaks)`,
          path,
          line: numberAt(leak, 'StartLine'),
          column: numberAt(leak, 'StartColumn'),
          endLine: numberAt(leak, 'EndLine'),
          endColumn: numberAt(leak, 'EndColumn'),
          cwe: ['798'],
          content: hash(textAt(leak, 'Secret') || textAt(leak, 'Fingerprint')),
          ...(commit !== '' && { properties: { commit } }),
        },
        options,
      );
    });
    return { tool: 'gitleaks', findings, issues };
  },
};

/** TruffleHog writes one JSON object a line; the reader hands them over as a list. */
export const trufflehog: Importer = {
  name: 'trufflehog',
  recognises: (document) =>
    Array.isArray(document) &&
    document.length > 0 &&
    at(document, 0, 'DetectorName') !== undefined &&
    at(document, 0, 'SourceMetadata') !== undefined,
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document), 'TruffleHog', (record) => {
      const id = textAt(record, 'DetectorName');
      if (id === '') return undefined;
      const data = entriesAt(record, 'SourceMetadata', 'Data')[0]?.[1];
      const path = textAt(data, 'file');
      if (path === '') return undefined;
      const verified = at(record, 'Verified') === true;
      return foreignFinding(
        {
          tool: 'trufflehog',
          id,
          scanner: 'secrets',
          severity: verified ? 'critical' : 'high',
          confidence: verified ? 'high' : 'medium',
          message: `${id} credential${verified ? ', verified as live' : ''} (TruffleHog)`,
          path,
          line: numberAt(data, 'line'),
          cwe: ['798'],
          content: hash(textAt(record, 'Raw') || textAt(record, 'Redacted')),
          properties: { verified, ...(textAt(data, 'commit') !== '' && { commit: textAt(data, 'commit') }) },
        },
        options,
      );
    });
    return { tool: 'trufflehog', findings, issues };
  },
};

function hash(value: string): string {
  return createHash('sha256').update('theriac import\0').update(value).digest('hex').slice(0, 32);
}

export const secretTools: readonly Importer[] = [detectSecrets, gitleaks, trufflehog];
