/** One source of settings, checked: a file, the environment, `--config KEY=VALUE`, flags. */
import * as v from 'valibot';
import { didYouMean } from '../../findings/index.ts';
import {
  asTable,
  type DataDocument,
  isDataError,
  lookUp,
  parseToml,
  type Span,
  textLines,
} from '../../formats/index.ts';
import { type SettingName, type Settings, settingNames, settingsSchema } from './settings.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly path: string; readonly line: number }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'option'; readonly option: string };

export interface ConfigurationError {
  /** A sentence with a full stop. */
  readonly message: string;
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
}

export interface Layer {
  readonly settings: Settings;
  readonly origins: ReadonlyMap<SettingName, Origin>;
  readonly errors: readonly ConfigurationError[];
}

/** Checks `values` against the schema; a wrong key or value is an error and leaves the rest in force. */
export function checkLayer(
  values: { readonly [key: string]: unknown },
  originOf: (key: readonly string[]) => Origin,
): Layer {
  const errors: ConfigurationError[] = [];
  const good: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(values)) {
    if (isSettingName(key)) good[key] = value;
    else errors.push(errorAt(originOf([key]), `unknown key "${key}"${didYouMean(key, settingNames) || '.'}`));
  }
  for (;;) {
    const result = v.safeParse(settingsSchema, good);
    if (result.success) {
      const origins = new Map<SettingName, Origin>();
      for (const name of settingNames) if (result.output[name] !== undefined) origins.set(name, originOf([name]));
      return { settings: result.output, origins, errors };
    }
    for (const issue of result.issues) {
      const path = (issue.path ?? []).map((item) => String(item.key));
      const place = path.filter((part) => !/^\d+$/.test(part));
      errors.push(errorAt(originOf(place), `"${place.join('.')}": ${problem(issue)}`));
      delete good[path[0]];
    }
  }
}

/** Reads `theriac.toml`, or the `[tool.theriac]` table of a pyproject. Undefined: the pyproject has no such table. */
export function readFileLayer(text: string, path: string, inPyproject: boolean): Layer | undefined {
  if (inPyproject && !text.includes('theriac')) return undefined;
  const document = parseToml(text);
  const lines = textLines(text);
  if (isDataError(document)) {
    // A pyproject that is broken elsewhere is another reader's business, unless it seems to configure us.
    if (inPyproject && !/^\s*\[+\s*tool\s*\.\s*theriac\b/m.test(text)) return undefined;
    return failed({
      message: `${document.message.replace(/\.$/, '')}.`,
      path,
      line: lines.lineAt(Math.max(0, document.offset - 1)),
    });
  }
  const prefix = inPyproject ? ['tool', 'theriac'] : [];
  const found = prefix.length > 0 ? lookUp(document.data, ...prefix) : document.data;
  if (found === undefined) return undefined;
  const table = asTable(found);
  const lineOf = (keys: readonly string[]): number =>
    lines.lineAt(lastSpan(document, [...prefix, ...keys])?.start ?? 0);
  if (table === undefined) return failed({ message: '"tool.theriac" is not a table.', path, line: lineOf([]) });
  return checkLayer(table, (key) => ({ kind: 'file', path, line: lineOf(key) }));
}

/** Where the last key of the path that has a place stands. */
function lastSpan(document: DataDocument, path: readonly string[]): Span | undefined {
  let container: unknown = document.data;
  let span: Span | undefined;
  for (const key of path) {
    span = document.at(container, key)?.key ?? span;
    container = lookUp(container, key);
  }
  return span;
}

/** Reads one `KEY=VALUE` of `--config`; the value is TOML, and a bare word is a string. */
export function readOptionLayer(text: string): Layer {
  const option = `--config ${text}`;
  const at = text.indexOf('=');
  const key = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  const literal = parseToml(`${key} = ${value}\n`);
  const document = isDataError(literal) ? parseToml(`${key} = ${JSON.stringify(value)}\n`) : literal;
  if (isDataError(document)) return failed({ message: `${option}: ${document.message.replace(/\.$/, '')}.` });
  return checkLayer(asTable(document.data) ?? {}, () => ({ kind: 'option', option }));
}

/** Reads `THERIAC_FAIL_ON=high,secret` and the like: one variable for each key that is no table. */
export function readEnvironmentLayer(environment: { readonly [name: string]: string | undefined }): Layer {
  const values: { [key: string]: unknown } = {};
  for (const name of settingNames) {
    const text = environment[variableOf(name)];
    if (
      text === undefined ||
      text === '' ||
      name === 'per-file-ignores' ||
      name === 'extend' ||
      name === 'dependencies'
    )
      continue;
    values[name] = fromText(name, text);
  }
  return checkLayer(values, ([key]) => ({ kind: 'environment', variable: variableOf(key) }));
}

/** `fail-on` → `THERIAC_FAIL_ON`. */
function variableOf(name: string): string {
  return `THERIAC_${name.toUpperCase().replaceAll('-', '_')}`;
}

function fromText(name: SettingName, text: string): unknown {
  const schema = settingsSchema.entries[name].wrapped.pipe[0];
  if (schema.type === 'array') return text.split(',').map((part) => part.trim());
  if (schema.type === 'boolean' && /^(?:1|true|yes|on)$/i.test(text)) return true;
  if (schema.type === 'boolean' && /^(?:0|false|no|off)$/i.test(text)) return false;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function isSettingName(key: string): key is SettingName {
  return Object.hasOwn(settingsSchema.entries, key);
}

function failed(error: ConfigurationError): Layer {
  return { settings: {}, origins: new Map(), errors: [error] };
}

function errorAt(origin: Origin, message: string): ConfigurationError {
  if (origin.kind === 'file') return { message, path: origin.path, line: origin.line };
  if (origin.kind === 'environment') return { message: `${origin.variable}: ${message}` };
  return { message: origin.kind === 'option' ? `${origin.option}: ${message}` : message };
}

/** Valibot's `Invalid type: Expected boolean but received "yes"` as half a sentence, with a suggestion for words. */
function problem(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'check') return issue.message;
  const options = issue.expected?.match(/"[^"]*"/g) ?? [];
  const known = options.map((option) => option.slice(1, -1));
  if (known.length > 0 && typeof issue.input === 'string') {
    return `"${issue.input}" is not one of ${known.join(', ')}${didYouMean(issue.input, known) || '.'}`;
  }
  return `expected ${issue.expected ?? 'another value'}, found ${issue.received}.`;
}
