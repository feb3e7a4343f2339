/** Facts that the paths of a repository tell: CI, containers, settings, where personal data and secrets are likely handled. */
import { fileName } from '../platform/index.ts';
import type { ProjectFile } from './file.ts';
import type { DataHint, Detected } from './project.ts';

const ciPatterns: readonly (readonly [string, RegExp])[] = [
  ['github-actions', /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/],
  ['gitlab-ci', /(?:^|\/)\.gitlab-ci\.ya?ml$/],
  ['azure-pipelines', /(?:^|\/)\.?azure-pipelines[^/]*\.ya?ml$|(?:^|\/)\.azure-pipelines\/.+\.ya?ml$/],
  ['circleci', /(?:^|\/)\.circleci\/config\.ya?ml$/],
  ['travis', /(?:^|\/)\.travis\.ya?ml$/],
  ['jenkins', /(?:^|\/)Jenkinsfile[^/]*$/],
  ['bitbucket-pipelines', /(?:^|\/)bitbucket-pipelines\.ya?ml$/],
  ['buildkite', /(?:^|\/)\.buildkite\/[^/]+\.ya?ml$/],
  ['drone', /(?:^|\/)\.drone\.ya?ml$/],
  ['woodpecker', /(?:^|\/)\.woodpecker(?:\/[^/]+)?\.ya?ml$/],
  ['appveyor', /(?:^|\/)\.?appveyor\.ya?ml$/],
  ['cirrus', /(?:^|\/)\.cirrus\.ya?ml$/],
  ['forgejo-actions', /(?:^|\/)\.(?:forgejo|gitea)\/workflows\/[^/]+\.ya?ml$/],
  ['tekton', /(?:^|\/)\.tekton\/[^/]+\.ya?ml$/],
  ['google-cloud-build', /(?:^|\/)cloudbuild[^/]*\.ya?ml$/],
  ['aws-codebuild', /(?:^|\/)buildspec[^/]*\.ya?ml$/],
  ['pre-commit', /(?:^|\/)\.pre-commit-config\.ya?ml$/],
  ['tox', /(?:^|\/)tox\.(?:ini|toml)$/],
  ['readthedocs', /(?:^|\/)\.?readthedocs\.ya?ml$/],
];

const noxFile = /(?:^|\/)noxfile\.py$/;

const container =
  /(?:^|\/)(?:docker-)?compose(?:[-.][^/]*)?\.ya?ml$|(?:^|\/)Chart\.ya?ml$|(?:^|\/)(?:k8s|kubernetes|helm|charts|manifests)\/.*\.ya?ml$|(?:^|\/)\.dockerignore$|(?:^|\/)skaffold\.ya?ml$|(?:^|\/)fly\.toml$|(?:^|\/)Procfile$/;

const settings =
  /(?:^|\/)(?:[\w-]*_)?(?:settings|config|configuration|conf)(?:_[\w-]+)?\.py$|(?:^|\/)(?:settings|config|configs)\/[^/]+\.(?:py|ya?ml|toml|ini|json)$|(?:^|\/)(?:local|production|prod|dev|development|staging|base)_settings\.py$|(?:^|\/)(?:alembic|logging|uwsgi|gunicorn|supervisord|application|settings|config)(?:\.conf)?\.(?:ini|ya?ml|toml|cfg|conf|json)$|(?:^|\/)gunicorn\.conf\.py$/;

const dataWords: readonly (readonly [string, RegExp])[] = [
  [
    'account',
    /^(?:accounts?|users?|auth|authentication|authn|login|signup|sign_up|registration|profiles?|members?|membership|passwords?|oauth2?|sso|ldap|saml|identity|identities)$/,
  ],
  [
    'contact',
    /^(?:contacts?|address(?:es|book)?|mailing_?lists?|newsletters?|subscribers?|subscriptions?|phones?|sms|customers?|leads?|crm|people|persons?|guests?|patrons?)$/,
  ],
  [
    'payment',
    /^(?:payments?|billing|invoices?|invoicing|checkout|cards?|banks?|banking|iban|orders?|purchases?|payouts?|stripe|paypal|wallets?|payroll|salary|salaries)$/,
  ],
  ['health', /^(?:health_?records?|patients?|medical|medications?|diagnos[ei]s|clinical|clinics?|fhir|hl7|dicom|ehr)$/],
  ['location', /^(?:locations?|geo|geoip|geolocation|gps)$/],
  ['identity-document', /^(?:passports?|ssn|kyc|identity_documents?|national_ids?|id_cards?|biometrics?|faces?)$/],
  [
    'privacy',
    /^(?:gdpr|ccpa|privacy|consents?|data_export|anonymi[sz](?:e|er|ation)|pseudonymi[sz](?:e|er|ation)|retention)$/,
  ],
  ['employment', /^(?:employees?|hr|applicants?|candidates?|resumes?|staff)$/],
];

const storePatterns: readonly (readonly [string, RegExp])[] = [
  ['env-file', /(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)\.envrc$|(?:^|\/)\.flaskenv$/],
  ['sops', /(?:^|\/)\.sops\.ya?ml$|\.sops\.(?:ya?ml|json|env)$|\.enc\.ya?ml$/],
  ['ansible-vault', /(?:^|\/)(?:vault|secrets?)\.ya?ml$|(?:^|\/)group_vars\/[^/]+\/vault[^/]*$/],
  ['git-crypt', /(?:^|\/)\.git-crypt\//],
  ['dotenv-vault', /(?:^|\/)\.env\.vault$/],
  ['kubernetes-secret', /(?:^|\/)(?:sealed-?)?secrets?[-.\w]*\.ya?ml$/],
  ['terraform-state', /\.tfstate(?:\.backup)?$|\.tfvars(?:\.json)?$/],
  ['pypirc', /(?:^|\/)\.pypirc$/],
  ['netrc', /(?:^|\/)[._]netrc$/],
  ['streamlit-secrets', /(?:^|\/)\.streamlit\/secrets\.toml$/],
  ['detect-secrets-baseline', /(?:^|\/)\.secrets\.baseline$/],
];

/** Distributions that talk to a secret store. */
export const secretStoreLibraries: { readonly [distribution: string]: string } = {
  hvac: 'hashicorp-vault',
  'azure-keyvault-secrets': 'azure-key-vault',
  'google-cloud-secret-manager': 'google-secret-manager',
  'aws-secretsmanager-caching': 'aws-secrets-manager',
  keyring: 'keyring',
  'python-dotenv': 'env-file',
  'django-environ': 'env-file',
  'python-decouple': 'env-file',
  environs: 'env-file',
  dynaconf: 'dynaconf',
  onepasswordconnectsdk: '1password',
  'onepassword-sdk': '1password',
  'bitwarden-sdk': 'bitwarden',
  'doppler-sdk': 'doppler',
  'infisical-python': 'infisical',
  conjur: 'conjur',
};

export interface PathFacts {
  readonly ciPlatforms: readonly Detected[];
  readonly containers: readonly string[];
  readonly notebooks: readonly string[];
  readonly settings: readonly string[];
  readonly secretStores: ReadonlyMap<string, readonly string[]>;
  readonly personalData: readonly DataHint[];
}

const mostPaths = 200;
const mostEvidence = 10;

/** Reads the facts off the paths. Tests count as notebooks only; examples and documents also as CI and containers. */
export function readPathFacts(files: readonly ProjectFile[]): PathFacts {
  const ci = new Map<string, string[]>();
  const stores = new Map<string, string[]>();
  const data = new Map<string, string[]>();
  const containers: string[] = [];
  const notebooks: string[] = [];
  const settingsModules: string[] = [];
  for (const { path, kind, context } of files) {
    if (context === 'vendored') continue;
    if (kind === 'notebook') notebooks.push(path);
    if (context === 'test') continue;
    // Most files are Python, and nearly all of the patterns are about others.
    const isPython = kind === 'python';
    if (kind === 'dockerfile' || (!isPython && container.test(path))) containers.push(path);
    if (isPython) {
      if (noxFile.test(path)) push(ci, 'nox', path, mostEvidence);
    } else if (kind === 'yaml' || kind === 'ini' || kind === 'toml' || /Jenkinsfile/.test(path)) {
      for (const [name, pattern] of ciPatterns) if (pattern.test(path)) push(ci, name, path, mostEvidence);
    }
    if (context !== 'application' && context !== 'tooling') continue;
    if (!isPython)
      for (const [name, pattern] of storePatterns) if (pattern.test(path)) push(stores, name, path, mostEvidence);
    if (settings.test(path) && settingsModules.length < mostPaths) settingsModules.push(path);
    if (!isPython || context !== 'application') continue;
    const words = [fileName(path).replace(/\.\w+$/, ''), ...path.split('/').slice(-2, -1)].map((word) =>
      word.toLowerCase(),
    );
    for (const [category, pattern] of dataWords) {
      if (words.some((word) => pattern.test(word))) push(data, category, path, mostPaths);
    }
  }
  return {
    ciPlatforms: [...ci].map(([name, paths]) => ({ name, evidence: paths.map((path) => ({ path })) })),
    containers,
    notebooks,
    settings: settingsModules,
    secretStores: stores,
    personalData: [...data].map(([category, paths]) => ({ category, paths })),
  };
}

function push(map: Map<string, string[]>, key: string, path: string, most: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [path]);
  else if (list.length < most) list.push(path);
}
