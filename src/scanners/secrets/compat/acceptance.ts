/** What the repository's own files of other tools accept: baseline, ignore file, allowlists, allowed patterns. */
import type { ScanIssue } from '../../../findings/index.ts';
import { type AllowlistQuestion, type CompiledAllowlist, compileAllowlist, isAllowed } from './allowlist.ts';
import { type CustomRule, compileCustomRule } from './custom-rules.ts';
import { type Baseline, baselineVerdict, parseBaseline } from './detect-secrets.ts';
import { extendConfig, type GitleaksConfig, parseGitleaksConfig } from './gitleaks-config.ts';
import { gitleaksRules } from './gitleaks-rules.ts';
import { translateRe2 } from './re2.ts';

export interface Acceptance {
  readonly by: string;
  readonly reason: string;
}

/** A find, as far as acceptance needs it. */
export interface Found {
  readonly rule: string;
  /** Id of a custom rule. */
  readonly detector?: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly lineText: string;
  readonly value: string;
  readonly commit?: string;
}

export interface ForeignSettings {
  readonly customRules: readonly CustomRule[];
  /** Our rules that `disabledRules` switches off. */
  readonly disabled: ReadonlySet<string>;
  readonly issues: readonly ScanIssue[];
  /** Why a find is accepted; `'real'`: an audit called it a secret, so nothing accepts it. */
  accept(found: Found): Acceptance | 'real' | undefined;
}

const deepestExtension = 2;

/** Reads the files through `read` (paths relative to the root). A broken file is an issue and accepts nothing. */
export function readForeignSettings(read: (path: string) => Uint8Array | undefined): ForeignSettings {
  const issues: ScanIssue[] = [];
  const broken = (path: string, reason: string, line?: number): void => {
    issues.push({
      kind: 'bad-configuration',
      path,
      message: `${path} was not used: ${reason}.`,
      incomplete: false,
      ...(line === undefined ? {} : { line }),
    });
  };
  const text = (path: string): string | undefined => {
    const bytes = read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  const baseline = readBaseline(text('.secrets.baseline'), broken);
  const config = readConfig('.gitleaks.toml', text, broken, 0);
  const customRules: CustomRule[] = [];
  for (const rule of config?.rules ?? []) {
    const compiled = compileCustomRule(rule);
    if (typeof compiled === 'string') broken('.gitleaks.toml', compiled);
    else if (rule.regex !== undefined || rule.path !== undefined) customRules.push(compiled);
  }
  const allowlists = compileAllowlists(config, broken);
  const ignored = readIgnoreFile(text('.gitleaksignore'));
  const allowed = readAllowedPatterns(text('.gitallowed'), broken);
  return {
    customRules,
    disabled: new Set((config?.disabledRules ?? []).flatMap((id) => gitleaksRules.get(id) ?? [])),
    issues,
    accept(found) {
      const verdict = baseline === undefined ? 'unknown' : baselineVerdict(baseline, found.path, found.value);
      if (verdict === 'real') return 'real';
      if (verdict !== 'unknown')
        return {
          by: '.secrets.baseline',
          reason: verdict === 'accepted' ? 'it is in the baseline' : 'the audit called it no secret',
        };
      const rules = gitleaksIds(found);
      const question: AllowlistQuestion = { ...found, line: found.lineText, rules };
      const list = [...allowlists, ...(customRules.find(({ id }) => id === found.detector)?.allowlists ?? [])].find(
        (one) => isAllowed(one, question),
      );
      if (list !== undefined)
        return { by: '.gitleaks.toml', reason: list.description === '' ? 'an allowlist accepts it' : list.description };
      const commit = found.commit === undefined ? [] : [`${found.commit}:`];
      for (const id of rules) {
        const print = `${found.path}:${id}:${found.line}`;
        if (ignored.has(print) || commit.some((prefix) => ignored.has(prefix + print))) {
          return {
            by: '.gitleaksignore',
            reason: 'it is listed by its line; another secret there would be hidden as well',
          };
        }
      }
      if (allowed.some((pattern) => pattern.test(`${found.path}:${found.line}:${found.lineText}`)))
        return { by: '.gitallowed', reason: 'a pattern allows it' };
      return undefined;
    },
  };
}

type Broken = (path: string, reason: string, line?: number) => void;

function readBaseline(text: string | undefined, broken: Broken): Baseline | undefined {
  if (text === undefined) return undefined;
  const result = parseBaseline(text);
  if (result.ok) return result.value;
  broken('.secrets.baseline', result.reason);
  return undefined;
}

function readConfig(
  path: string,
  text: (path: string) => string | undefined,
  broken: Broken,
  depth: number,
): GitleaksConfig | undefined {
  const content = text(path);
  if (content === undefined) return undefined;
  const result = parseGitleaksConfig(content);
  if (!result.ok) {
    broken(path, result.reason, result.line);
    return undefined;
  }
  const { extendPath } = result.value;
  if (extendPath === undefined || depth >= deepestExtension) return result.value;
  const base = readConfig(extendPath.replace(/^\.\//, ''), text, broken, depth + 1);
  if (base === undefined) broken(path, `the configuration ${extendPath} that it extends is not there`);
  return base === undefined ? result.value : extendConfig(base, result.value);
}

function compileAllowlists(config: GitleaksConfig | undefined, broken: Broken): CompiledAllowlist[] {
  return (config?.allowlists ?? []).flatMap((list) => {
    try {
      return [compileAllowlist(list)];
    } catch (error) {
      broken(
        '.gitleaks.toml',
        `an allowlist: ${error instanceof Error ? error.message : 'the pattern cannot be read'}`,
      );
      return [];
    }
  });
}

/** Lines `file:rule:line` or `commit:file:rule:line`. */
function readIgnoreFile(text: string | undefined): ReadonlySet<string> {
  const lines = (text ?? '').split(/\r?\n/).map((line) => line.trim().replaceAll('\\', '/'));
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
}

function readAllowedPatterns(text: string | undefined, broken: Broken): RegExp[] {
  return (text ?? '').split(/\r?\n/).flatMap((line) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    try {
      return [translateRe2(line)];
    } catch (error) {
      broken('.gitallowed', error instanceof Error ? error.message : 'a pattern cannot be read');
      return [];
    }
  });
}

let idsByRule: Map<string, string[]> | undefined;

/** Ids under which gitleaks knows what a rule of ours finds. */
export function gitleaksIds({ rule, detector }: Pick<Found, 'rule' | 'detector'>): readonly string[] {
  if (detector !== undefined) return [detector];
  if (idsByRule === undefined) {
    idsByRule = new Map();
    for (const [id, rules] of gitleaksRules)
      for (const one of rules) idsByRule.set(one, [...(idsByRule.get(one) ?? []), id]);
  }
  return idsByRule.get(rule) ?? [];
}
