/** Metadata of the rules about personal data and about what leaves the program. Their pages are in pages/. */
import type { RuleMeta } from '../../../findings/index.ts';

type Own = Pick<RuleMeta, 'name' | 'title' | 'severity' | 'confidence' | 'cwe'> & Partial<RuleMeta>;

const rules: readonly Own[] = [
  {
    name: 'personal-data-in-log',
    title: 'Personal data is written to a log',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-532', 'CWE-359'],
    aliases: ['theriac:pii-in-log'],
    tags: ['gdpr-32', 'soc2-cc6.1'],
  },
  {
    name: 'credential-in-log',
    title: 'A credential is written to a log',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-532', 'CWE-522'],
    aliases: [
      'pyscg:0019',
      'codeql:py/clear-text-logging-sensitive-data',
      'semgrep:python.lang.security.audit.logging.logger-credential-leak.python-logger-credential-disclosure',
    ],
    tags: ['gdpr-32'],
  },
  {
    name: 'personal-data-in-exception',
    title: 'Personal data is put into an error message',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-209', 'CWE-359'],
    aliases: ['theriac:pii-in-exception'],
  },
  {
    name: 'personal-data-in-url',
    title: 'Personal data is put into an address',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-598', 'CWE-359'],
    aliases: ['theriac:pii-in-url'],
  },
  {
    name: 'personal-data-to-third-party',
    title: 'Personal data is sent to a third party',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-359', 'CWE-201'],
    aliases: ['theriac:pii-to-third-party'],
    tags: ['gdpr-28', 'soc2-cc9.2'],
  },
  {
    name: 'personal-data-to-llm',
    title: 'Personal data is sent to a language model',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-359', 'CWE-201'],
    aliases: ['theriac:pii-to-llm'],
    tags: ['gdpr-28', 'gdpr-35', 'llm'],
  },
  {
    name: 'personal-data-in-response',
    title: 'A whole record about a person is returned',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-359', 'CWE-200'],
    aliases: ['theriac:pii-in-response'],
  },
  {
    name: 'personal-data-weakly-hashed',
    title: 'Personal data is hidden behind a plain hash',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-916', 'CWE-359'],
    aliases: ['theriac:pii-weak-pseudonym'],
  },
  {
    name: 'personal-data-unencrypted-column',
    title: 'Sensitive personal data is stored in the clear',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-312', 'CWE-359'],
    aliases: ['theriac:pii-unencrypted'],
    tags: ['gdpr-32'],
  },
  {
    name: 'personal-data-in-file',
    title: 'Personal data stands in a file of the repository',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-359', 'CWE-540'],
    aliases: ['theriac:pii-in-test-data'],
    tags: ['gdpr-5'],
  },
  {
    name: 'sentry-sends-personal-data',
    title: 'Sentry is told to send personal data',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-359', 'CWE-201'],
    aliases: ['theriac:sentry-pii'],
    tags: ['gdpr-28', 'egress'],
  },
  {
    name: 'default-on-telemetry',
    title: 'A library reports its use unless told not to',
    severity: 'info',
    confidence: 'medium',
    cwe: ['CWE-359'],
    tags: ['egress'],
    tier: 'inventory',
    enabled: false,
  },
  {
    name: 'outbound-service',
    title: 'An external service is used',
    severity: 'info',
    confidence: 'high',
    cwe: ['CWE-201'],
    tags: ['egress'],
    tier: 'inventory',
    enabled: false,
  },
  {
    name: 'suspicious-outbound-host',
    title: 'The code contacts a host that malware likes',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-506', 'CWE-201'],
    tags: ['egress', 'exfiltration'],
  },
];

export const personalDataRules: readonly RuleMeta[] = rules.map(
  (rule): RuleMeta => ({
    scanner: 'secrets',
    aliases: [],
    since: '0.1.0',
    tier: 'weakness',
    enabled: true,
    ...rule,
    tags: [
      ...(rule.name.startsWith('personal-') || rule.name.startsWith('sentry') ? ['personal-data'] : []),
      ...(rule.tags ?? []),
    ],
  }),
);

/** Metadata by name; a name without a rule is a mistake of ours. */
export function personalDataRule(name: string): RuleMeta {
  const rule = personalDataRules.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`No rule "${name}"; please report this`);
  return rule;
}
