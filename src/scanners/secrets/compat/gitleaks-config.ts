/** `.gitleaks.toml`: rules, allowlists and extension, read with gitleaks' meaning; positions of errors are kept. */
import { parse, TomlError } from 'smol-toml';
import * as v from 'valibot';

const strings = v.optional(v.array(v.string()), []);
const allowlistSchema = v.looseObject({
  description: v.optional(v.string(), ''),
  condition: v.optional(v.string(), 'OR'),
  commits: strings,
  paths: strings,
  regexTarget: v.optional(v.string(), 'secret'),
  regexes: strings,
  stopwords: strings,
  targetRules: strings,
});
const ruleSchema = v.looseObject({
  id: v.string(),
  description: v.optional(v.string(), ''),
  regex: v.optional(v.string()),
  path: v.optional(v.string()),
  entropy: v.optional(v.number(), 0),
  secretGroup: v.optional(v.number(), 0),
  keywords: strings,
  tags: strings,
  skipReport: v.optional(v.boolean(), false),
  allowlist: v.optional(allowlistSchema),
  allowlists: v.optional(v.array(allowlistSchema), []),
});
const configSchema = v.looseObject({
  title: v.optional(v.string(), ''),
  extend: v.optional(
    v.looseObject({ useDefault: v.optional(v.boolean(), false), path: v.optional(v.string()), disabledRules: strings }),
  ),
  rules: v.optional(v.array(ruleSchema), []),
  allowlist: v.optional(allowlistSchema),
  allowlists: v.optional(v.array(allowlistSchema), []),
});

export type GitleaksAllowlist = v.InferOutput<typeof allowlistSchema>;
export type GitleaksRule = v.InferOutput<typeof ruleSchema>;

export interface GitleaksConfig {
  /** `[extend] useDefault`: our detectors stand in for gitleaks' own rules. */
  readonly useDefault: boolean;
  /** Relative path of a configuration that this one extends. */
  readonly extendPath?: string;
  readonly disabledRules: readonly string[];
  readonly rules: readonly GitleaksRule[];
  readonly allowlists: readonly GitleaksAllowlist[];
}

export type GitleaksConfigResult =
  | { readonly ok: true; readonly value: GitleaksConfig }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/** Reads a configuration; the reason is a sentence without a full stop. */
export function parseGitleaksConfig(text: string): GitleaksConfigResult {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const line = error instanceof TomlError ? { line: error.line } : {};
    return { ok: false, reason: 'it is not valid TOML', ...line };
  }
  const result = v.safeParse(configSchema, document);
  if (!result.success) {
    const [issue] = result.issues;
    return { ok: false, reason: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}` };
  }
  const { extend, rules, allowlist, allowlists } = result.output;
  if (extend?.useDefault === true && extend.path !== undefined)
    return { ok: false, reason: 'extend has both useDefault and path' };
  return {
    ok: true,
    value: {
      useDefault: extend?.useDefault ?? false,
      ...(extend?.path === undefined ? {} : { extendPath: extend.path }),
      disabledRules: extend?.disabledRules ?? [],
      rules: rules.map((rule) => ({
        ...rule,
        allowlists: [...rule.allowlists, ...(rule.allowlist === undefined ? [] : [rule.allowlist])],
      })),
      allowlists: [...allowlists, ...(allowlist === undefined ? [] : [allowlist])],
    },
  };
}

/** `base` extended by `config`: rules of the same id are replaced, lists are appended, disabled rules go. */
export function extendConfig(base: GitleaksConfig, config: GitleaksConfig): GitleaksConfig {
  const own = new Map(config.rules.map((rule) => [rule.id, rule]));
  const inherited = base.rules.map((rule): GitleaksRule => {
    const changed = own.get(rule.id);
    if (changed === undefined) return rule;
    own.delete(rule.id);
    return {
      ...rule,
      ...changed,
      regex: changed.regex ?? rule.regex,
      tags: [...rule.tags, ...changed.tags],
      keywords: [...rule.keywords, ...changed.keywords],
      allowlists: [...rule.allowlists, ...changed.allowlists],
    };
  });
  return {
    useDefault: base.useDefault || config.useDefault,
    disabledRules: [...base.disabledRules, ...config.disabledRules],
    rules: [...inherited, ...own.values()].filter((rule) => !config.disabledRules.includes(rule.id)),
    allowlists: [...base.allowlists, ...config.allowlists],
  };
}
