/** Reads reports of other tools: recognises the format by its content, turns results into findings. */
import { type JsonValue, TheriacError } from '../../findings/index.ts';
import { codeTools } from './code-tools.ts';
import { dependencyTools } from './dependency-tools.ts';
import type { ImportedReport, Importer, ImportOptions } from './imported.ts';
import { sarif } from './sarif.ts';
import { secretTools } from './secret-tools.ts';
import { readXmlEvidence } from './xml-evidence.ts';

export type { ImportedReport, ImportOptions } from './imported.ts';

/** More specific shapes first. */
const importers: readonly Importer[] = [sarif, ...secretTools, ...dependencyTools, ...codeTools];

/** Bytes of a report that is read at all. */
export const maxReportSize = 256 * 1024 * 1024;

export const importFormats: readonly string[] = [...importers.map(({ name }) => name), 'junit', 'coverage'].sort();

/**
 * Reads one report. `name` is the file's name, for messages.
 * Throws a {@link TheriacError} (exit code 2) when it is too large, not readable or of no known tool.
 */
export function importReport(bytes: Uint8Array, name: string, options: ImportOptions): ImportedReport {
  if (bytes.length > maxReportSize) {
    throw badReport(
      name,
      `is ${Math.round(bytes.length / 1024 / 1024)} MB; reports over ${maxReportSize / 1024 / 1024} MB are not read`,
    );
  }
  const text = decode(bytes, name);
  if (/^\s*</.test(text)) {
    const evidence = readXmlEvidence(text);
    if (evidence) return evidence;
    throw badReport(name, 'is XML, but neither JUnit nor coverage');
  }
  const document = parse(text, name);
  const importer = importers.find(({ name: known, recognises }) =>
    options.format === undefined ? recognises(document) : known === options.format,
  );
  if (importer) return importer.read(document, options);
  if (Array.isArray(document) && document.length === 0) return { tool: 'unknown', findings: [], issues: [] };
  throw badReport(name, `is JSON, but of no report format known here (${importFormats.join(', ')})`);
}

function decode(bytes: Uint8Array, name: string): string {
  // PowerShell's redirection writes UTF-16 with a byte order mark.
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw badReport(name, `is not valid ${encoding.toUpperCase()} text`);
  }
}

/** JSON, or one JSON object a line (TruffleHog). */
function parse(text: string, name: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 1 || !lines[0]?.trim().startsWith('{') || lines[0].trim() === '{')
      throw badReport(name, reason(error));
    return lines.map((line, index) => {
      try {
        return JSON.parse(line) as JsonValue;
      } catch (lineError) {
        throw badReport(name, `line ${index + 1}: ${reason(lineError)}`);
      }
    });
  }
}

function reason(error: unknown): string {
  return `is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`;
}

function badReport(name: string, what: string): TheriacError {
  return new TheriacError('bad-report', `${name} ${what}.`, {
    hint: 'Give the report as the tool wrote it, in JSON or SARIF.',
  });
}
