/** Metadata of every secret rule: one per detector, and those of structures and places. */
import type { RuleMeta } from '../../findings/index.ts';
import { gitleaksIds } from './compat/acceptance.ts';
import type { Detector, Provider } from './detector.ts';
import { providers } from './detectors/index.ts';
import { personalDataRules } from './personal-data/rules.ts';

const since = '0.1.0';
const cwe = ['CWE-798'];

type Structural = Pick<RuleMeta, 'name' | 'title' | 'severity' | 'confidence'> &
  Partial<Pick<RuleMeta, 'aliases' | 'tags' | 'cwe' | 'tier' | 'enabled'>>;

/** Rules that no provider owns. Their pages are in pages/. */
const structural: readonly Structural[] = [
  {
    name: 'django-secret-key',
    title: 'Django SECRET_KEY in the code',
    severity: 'high',
    confidence: 'high',
    aliases: ['theriac:py-django-secret-key', 'pyscg:0041', 'bandit:B105', 'ruff:S105'],
    tags: ['django'],
    cwe: ['CWE-321', 'CWE-798'],
  },
  {
    name: 'flask-secret-key',
    title: 'Flask secret key in the code',
    severity: 'high',
    confidence: 'high',
    aliases: [
      'theriac:py-flask-secret',
      'codeql:py/flask-constant-secret-key',
      'pyscg:0041',
      'semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_SECRET_KEY',
      'bandit:B105',
      'ruff:S105',
    ],
    tags: ['flask'],
    cwe: ['CWE-321', 'CWE-798'],
  },
  {
    name: 'flask-secret-key-regenerated',
    title: 'Flask secret key made anew at every start',
    severity: 'low',
    confidence: 'high',
    tags: ['flask'],
    cwe: ['CWE-1188'],
  },
  {
    name: 'credentials-in-url',
    title: 'Credentials inside a connection URL',
    severity: 'high',
    confidence: 'high',
    aliases: [
      'theriac:py-dsn',
      'semgrep:generic.secrets.security.detected-username-and-password-in-uri.detected-username-and-password-in-uri',
      'pyscg:0041',
    ],
  },
  {
    name: 'credentials-in-index-url',
    title: 'Credentials inside a package index URL',
    severity: 'high',
    confidence: 'high',
    aliases: ['theriac:py-index-url'],
    tags: ['supply-chain'],
  },
  {
    name: 'credential-in-call',
    title: 'Literal credential passed to a call',
    severity: 'high',
    confidence: 'high',
    aliases: ['theriac:py-call-credential', 'bandit:B106', 'ruff:S106', 'codeql:py/hardcoded-credentials'],
  },
  {
    name: 'credential-as-default',
    title: 'Literal credential as a default value',
    severity: 'medium',
    confidence: 'medium',
    aliases: ['theriac:py-default-arg', 'bandit:B107', 'ruff:S107'],
  },
  {
    name: 'credential-comparison',
    title: 'Password compared with a literal',
    severity: 'high',
    confidence: 'medium',
    aliases: ['theriac:py-compare', 'bandit:B105', 'ruff:S105'],
    cwe: ['CWE-259', 'CWE-798'],
  },
  {
    name: 'credential-in-header',
    title: 'Credential in a request header',
    severity: 'high',
    confidence: 'high',
    aliases: ['theriac:py-header', 'gitleaks:curl-auth-header'],
  },
  {
    name: 'credential-in-command',
    title: 'Credential in a command line',
    severity: 'high',
    confidence: 'high',
    aliases: ['gitleaks:curl-auth-user'],
  },
  {
    name: 'registry-credentials',
    title: 'Registry user and password in a configuration',
    severity: 'high',
    confidence: 'high',
  },
  { name: 'netrc-password', title: 'Password in netrc form', severity: 'high', confidence: 'high' },
  {
    name: 'kubernetes-secret',
    title: 'Value of a Kubernetes Secret in the repository',
    severity: 'high',
    confidence: 'medium',
    aliases: ['gitleaks:kubernetes-secret-yaml'],
  },
  {
    name: 'private-key',
    title: 'Private key in the repository',
    severity: 'high',
    confidence: 'high',
    aliases: [
      'gitleaks:private-key',
      'detect-secrets:PrivateKeyDetector',
      'semgrep:generic.secrets.security.detected-private-key.detected-private-key',
      'semgrep:generic.secrets.security.detected-pgp-private-key-block.detected-pgp-private-key-block',
    ],
    cwe: ['CWE-321', 'CWE-798'],
  },
  {
    name: 'gcp-service-account-key',
    title: 'Google Cloud service account key',
    severity: 'high',
    confidence: 'high',
    tags: ['provider-gcp'],
  },
  {
    name: 'key-store-file',
    title: 'Key store file in the repository',
    severity: 'medium',
    confidence: 'medium',
    aliases: ['gitleaks:pkcs12-file'],
    cwe: ['CWE-538', 'CWE-798'],
  },
  {
    name: 'json-web-token',
    title: 'JSON Web Token',
    severity: 'medium',
    confidence: 'medium',
    aliases: ['gitleaks:jwt', 'gitleaks:jwt-base64', 'detect-secrets:JwtTokenDetector'],
  },
  {
    name: 'hardcoded-password',
    title: 'Password written in the code or configuration',
    severity: 'high',
    confidence: 'medium',
    aliases: [
      'bandit:B105',
      'ruff:S105',
      'detect-secrets:KeywordDetector',
      'gitleaks:generic-api-key',
      'codeql:py/hardcoded-credentials',
    ],
    cwe: ['CWE-259', 'CWE-798'],
  },
  {
    name: 'hardcoded-secret',
    title: 'Secret or key written in the code or configuration',
    severity: 'high',
    confidence: 'medium',
    aliases: [
      'bandit:B105',
      'ruff:S105',
      'detect-secrets:KeywordDetector',
      'gitleaks:generic-api-key',
      'codeql:py/hardcoded-credentials',
    ],
  },
  { name: 'custom-secret', title: 'Secret of a detector of the configuration', severity: 'high', confidence: 'medium' },
];

/** Every rule of the secrets scanner. */
export const secretRules: readonly RuleMeta[] = [
  ...structural.map(
    (rule): RuleMeta => ({
      scanner: 'secrets',
      cwe,
      aliases: [],
      since,
      tier: 'weakness',
      enabled: true,
      ...rule,
      tags: ['secret', ...(rule.tags ?? [])],
    }),
  ),
  ...providers.flatMap((provider) => provider.detectors.map((detector) => detectorRule(provider, detector))),
  ...personalDataRules,
];

function detectorRule(provider: Provider, detector: Detector): RuleMeta {
  const inventory = detector.identifier === true;
  return {
    name: detector.rule,
    title: detector.title,
    scanner: 'secrets',
    severity: detector.severity ?? (inventory ? 'info' : 'high'),
    confidence: detector.confidence ?? (detector.kind === 'token' ? 'high' : 'medium'),
    cwe,
    aliases: gitleaksIds({ rule: detector.rule }).map((id) => `gitleaks:${id}`),
    tags: ['secret', `provider-${provider.id}`],
    since,
    tier: inventory ? 'inventory' : 'weakness',
    enabled: !inventory,
    page: provider.id,
  };
}

/** File name of a rule's page, relative to this folder. */
export function secretRulePage(rule: string): string | undefined {
  const provider = providers.find(({ detectors }) => detectors.some((detector) => detector.rule === rule));
  if (provider !== undefined) return `detectors/${provider.id}.md`;
  if (personalDataRules.some(({ name }) => name === rule)) return `personal-data/pages/${rule}.md`;
  return structural.some(({ name }) => name === rule) ? `pages/${rule}.md` : undefined;
}
