/**
 * detect-secrets' `.secrets.baseline` (versions 1.x): read, matched and written. Identity is file, SHA-1 of the value
 * and plugin type, as there; a line move never matters, a rename does.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';

const entrySchema = v.looseObject({
  type: v.string(),
  filename: v.optional(v.string()),
  hashed_secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  is_verified: v.optional(v.boolean()),
  line_number: v.optional(v.number()),
  is_secret: v.optional(v.boolean()),
});
const baselineSchema = v.looseObject({
  version: v.optional(v.string()),
  plugins_used: v.optional(v.array(v.looseObject({ name: v.string() }))),
  filters_used: v.optional(v.array(v.looseObject({ path: v.string() }))),
  results: v.record(v.string(), v.array(entrySchema)),
  generated_at: v.optional(v.string()),
});

export type BaselineEntry = v.InferOutput<typeof entrySchema>;
export type Baseline = v.InferOutput<typeof baselineSchema>;

export type BaselineResult =
  | { readonly ok: true; readonly value: Baseline }
  | { readonly ok: false; readonly reason: string };

/** Reads a baseline; the reason is a sentence without a full stop. */
export function parseBaseline(text: string): BaselineResult {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it is not valid JSON' };
  }
  const result = v.safeParse(baselineSchema, document);
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  return { ok: false, reason: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}` };
}

/** The hash that detect-secrets stores: unsalted SHA-1, for reading its files only. */
export function baselineHash(value: string): string {
  return createHash('sha1').update(value).digest('hex');
}

/** What a baseline says about a value in a file. A secret that the audit called real is not accepted. */
export function baselineVerdict(
  baseline: Baseline,
  path: string,
  value: string,
): 'unknown' | 'accepted' | 'false-positive' | 'real' {
  const entries = baseline.results[path] ?? baseline.results[path.replaceAll('/', '\\')];
  if (entries === undefined) return 'unknown';
  const hash = baselineHash(value);
  const found = entries.find((entry) => entry.hashed_secret === hash);
  if (found === undefined) return 'unknown';
  if (found.is_secret === true) return 'real';
  return found.is_secret === false ? 'false-positive' : 'accepted';
}

/** A find to be written: the value's hash, never the value. */
export interface BaselineFind {
  readonly path: string;
  readonly line: number;
  readonly hash: string;
  /** Our rule. */
  readonly rule: string;
}

const version = '1.5.0';
const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^artifactory|^jfrog/, 'Artifactory Credentials'],
  [/^aws-/, 'AWS Access Key'],
  [/^azure-(?:storage|shared)/, 'Azure Storage Account access key'],
  [/^credentials-in-|^netrc|^registry|^credential-in-header/, 'Basic Auth Credentials'],
  [/^cloudant/, 'Cloudant Credentials'],
  [/^discord/, 'Discord Bot Token'],
  [/^github/, 'GitHub Token'],
  [/^gitlab/, 'GitLab Token'],
  [/^ibm-cloud/, 'IBM Cloud IAM Key'],
  [/^ibm-cos/, 'IBM COS HMAC Credentials'],
  [/^json-web-token/, 'JSON Web Token'],
  [/^mailchimp|^mandrill/, 'Mailchimp Access Key'],
  [/^npm/, 'NPM tokens'],
  [/^openai/, 'OpenAI Token'],
  [/^private-key|^gcp-service/, 'Private Key'],
  [/^pypi/, 'PyPI Token'],
  [/^sendgrid/, 'SendGrid API Key'],
  [/^slack/, 'Slack Token'],
  [/^softlayer/, 'SoftLayer Credentials'],
  [/^square/, 'Square OAuth Secret'],
  [/^stripe/, 'Stripe Access Key'],
  [/^telegram/, 'Telegram Bot Token'],
  [/^twilio/, 'Twilio API Key'],
];

/** detect-secrets' name for what a rule finds. */
export function baselineType(rule: string): string {
  return types.find(([pattern]) => pattern.test(rule))?.[1] ?? 'Secret Keyword';
}

/** The 27 plugins and the filters that detect-secrets runs by default. */
const defaultPlugins: readonly Readonly<Record<string, string | number>>[] = [
  ...'ArtifactoryDetector AWSKeyDetector AzureStorageKeyDetector BasicAuthDetector CloudantDetector DiscordBotTokenDetector GitHubTokenDetector GitLabTokenDetector IbmCloudIamDetector IbmCosHmacDetector IPPublicDetector JwtTokenDetector MailchimpDetector NpmDetector OpenAIDetector PrivateKeyDetector PypiTokenDetector SendGridDetector SlackDetector SoftlayerDetector SquareOAuthDetector StripeDetector TelegramBotTokenDetector TwilioKeyDetector'
    .split(' ')
    .map((name) => ({ name })),
  { name: 'Base64HighEntropyString', limit: 4.5 },
  { name: 'HexHighEntropyString', limit: 3 },
  { name: 'KeywordDetector', keyword_exclude: '' },
];
const defaultFilters: readonly Readonly<Record<string, string | number>>[] = [
  { path: 'detect_secrets.filters.allowlist.is_line_allowlisted' },
  { path: 'detect_secrets.filters.common.is_ignored_due_to_verification_policies', min_level: 2 },
  ...'is_indirect_reference is_likely_id_string is_lock_file is_not_alphanumeric_string is_potential_uuid is_prefixed_with_dollar_sign is_sequential_string is_swagger_file is_templated_secret'
    .split(' ')
    .map((name) => ({ path: `detect_secrets.filters.heuristic.${name}` })),
];

/**
 * A baseline of these finds. Labels, plugins and filters of `previous` are kept; entries that are no longer found go.
 * `generatedAt` is `YYYY-MM-DDTHH:MM:SSZ`.
 */
export function updateBaseline(
  finds: readonly BaselineFind[],
  previous: Baseline | undefined,
  generatedAt: string,
): Baseline {
  const results: Record<string, BaselineEntry[]> = {};
  for (const find of finds) {
    const old = previous?.results[find.path]?.find((entry) => entry.hashed_secret === find.hash);
    const entry: BaselineEntry = {
      type: old?.type ?? baselineType(find.rule),
      filename: find.path,
      hashed_secret: find.hash,
      is_verified: old?.is_verified ?? false,
      line_number: find.line,
      ...(old?.is_secret === undefined ? {} : { is_secret: old.is_secret }),
    };
    results[find.path] ??= [];
    const list = results[find.path];
    if (!list.some((one) => one.hashed_secret === entry.hashed_secret && one.type === entry.type)) list.push(entry);
  }
  return {
    version: previous?.version ?? version,
    plugins_used:
      previous?.plugins_used ?? [...defaultPlugins].map((plugin) => ({ ...plugin, name: String(plugin['name']) })),
    filters_used:
      previous?.filters_used ?? [...defaultFilters].map((filter) => ({ ...filter, path: String(filter['path']) })),
    results,
    generated_at: generatedAt,
  };
}

/** The file as detect-secrets writes it: keys and entries in its order, two blanks, a line break at the end. */
export function formatBaseline(baseline: Baseline): string {
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const results: Record<string, BaselineEntry[]> = {};
  for (const path of Object.keys(baseline.results).sort(byText)) {
    results[path] = [...baseline.results[path]].sort(
      (a, b) =>
        (a.line_number ?? 0) - (b.line_number ?? 0) ||
        byText(a.hashed_secret, b.hashed_secret) ||
        byText(a.type, b.type),
    );
  }
  const ordered = {
    version: baseline.version ?? version,
    plugins_used: [...(baseline.plugins_used ?? [])].sort((a, b) => byText(a.name.toLowerCase(), b.name.toLowerCase())),
    filters_used: [...(baseline.filters_used ?? [])].sort((a, b) => byText(a.path, b.path)),
    results,
    ...(baseline.generated_at === undefined ? {} : { generated_at: baseline.generated_at }),
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/** The same baseline with one entry's label set. */
export function labelEntry(baseline: Baseline, path: string, hash: string, isSecret: boolean): Baseline {
  const entries = (baseline.results[path] ?? []).map((entry) =>
    entry.hashed_secret === hash ? { ...entry, is_secret: isSecret } : entry,
  );
  return { ...baseline, results: { ...baseline.results, [path]: entries } };
}
