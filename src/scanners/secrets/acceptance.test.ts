/** The acceptance cases of the design page, and the places of the Python tree. Values are made at run time. */
import { describe, expect, test } from 'vitest';
import type { DraftFinding } from '../../findings/index.ts';
import { providers } from './detectors/index.ts';
import { createScanner } from './scanner.ts';
import { emptyProject, exampleOf, scanFiles, scanOne, seededRandom } from './testing.ts';

const random = seededRandom(42);
const pick = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const mixed = lower + lower.toUpperCase() + digits;
const djangoAlphabet = `${lower}${digits}!@#$%^&*(-_=+)`;
const password = (): string => `${pick(lower, 4)}${pick(lower.toUpperCase(), 3)}${pick(digits, 3)}!${pick(mixed, 5)}`;
const djangoKey = `${pick(djangoAlphabet, 42)}$!(%>${pick(djangoAlphabet, 3)}`;

function madeFor(rule: string): string {
  const detector = providers.flatMap((provider) => provider.detectors).find((one) => one.rule === rule);
  if (detector === undefined) throw new Error(rule);
  return exampleOf(detector, random);
}

const rulesOf = (findings: readonly DraftFinding[]): string[] => findings.map((finding) => finding.rule);

describe('settings', () => {
  test('1: a Django key is found at its literal and not shown', async () => {
    const findings = await scanOne('shop/settings.py', `INSTALLED_APPS = []\nSECRET_KEY = '${djangoKey}'\n`);
    expect(findings).toMatchObject([
      { rule: 'django-secret-key', severity: 'high', confidence: 'high', location: { start: { line: 2, column: 14 } } },
    ]);
    expect(JSON.stringify(findings)).not.toContain(djangoKey);
    expect(findings[0].fix?.edits.map((edit) => edit.text)).toEqual(['import os\n', 'os.environ["SECRET_KEY"]']);
  });

  test('2: environment and configuration look-ups are none', async () => {
    const source = `import os\nfrom decouple import config\nINSTALLED_APPS = []\nSECRET_KEY = os.environ['SECRET_KEY']\nSECRET_KEY = config('SECRET_KEY')\nDB = {'PASSWORD': os.getenv('DB_PASSWORD')}\nTOKEN_URL = 'https://x.test/token'\n`;
    expect(await scanOne('shop/settings.py', source)).toEqual([]);
  });

  test('a key that startproject made ranks lower', async () => {
    const findings = await scanOne(
      'shop/settings.py',
      `ROOT_URLCONF = 'shop.urls'\nSECRET_KEY = 'django-insecure-${djangoKey}'\n`,
    );
    expect(findings).toMatchObject([{ rule: 'django-secret-key', severity: 'medium' }]);
  });

  test('Flask keys: attribute, subscript, mapping, bytes, and the simple word that tutorials use', async () => {
    const source = `from flask import Flask\napp = Flask(__name__)\napp.secret_key = b'${pick(mixed, 24)}'\napp.config['SECRET_KEY'] = '${pick(mixed, 24)}'\napp.config.from_mapping(SECRET_KEY='dev')\napp.config.update({'SECRET_KEY': '${pick(mixed, 30)}'})\n`;
    expect(rulesOf(await scanOne('app.py', source))).toEqual(Array(4).fill('flask-secret-key'));
  });

  test('a Flask key made anew at each start', async () => {
    expect(
      rulesOf(
        await scanOne(
          'app.py',
          `import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.urandom(24)\n`,
        ),
      ),
    ).toEqual(['flask-secret-key-regenerated']);
  });
});

describe('the Python tree', () => {
  test('3: a connection string with a password; none with names only', async () => {
    const found = await scanOne('db.py', `e = create_engine('postgresql+psycopg2://a:${password()}@db/x')\n`);
    expect(rulesOf(found)).toEqual(['credentials-in-url']);
    expect(await scanOne('db.py', `e = create_engine(f'postgresql://{user}:{pw}@{host}/x')\n`)).toEqual([]);
  });

  test('4: auth pairs', async () => {
    const source = `requests.get(u, auth=('d', '${password()}'))\nrequests.get(u, auth=HTTPBasicAuth('d', '${password()}'))\n`;
    expect(rulesOf(await scanOne('client.py', source))).toEqual(['credential-in-call', 'credential-in-call']);
  });

  test('5: concatenation, explicit and implicit, is one finding over both parts', async () => {
    const id = madeFor('aws-access-key-id').replace(/^.{4}/, 'AKIA');
    const source = `a = '${id.slice(0, 4)}' + '${id.slice(4)}'\nb = ('${id.slice(0, 7)}'\n     '${id.slice(7)}')\n`;
    const findings = await scanOne('aws.py', source);
    expect(rulesOf(findings), source).toEqual(['aws-access-key-id']);
    expect(findings[0].location.start.line).toBe(1);
    expect(findings[0].related?.[0].location).toMatchObject({ start: { line: 2 }, end: { line: 3 } });
  });

  test('defaults: parameters, look-ups, options, "or"', async () => {
    const source = [
      `def connect(host, password='${password()}'): ...`,
      `t = os.getenv('API_TOKEN', '${pick(mixed, 32)}')`,
      `parser.add_argument('--password', default='${password()}')`,
      `password = os.environ.get('PW') or '${password()}'`,
      `@dataclass\nclass C:\n    password: str = '${password()}'`,
      `class S(BaseSettings):\n    api_key: SecretStr = SecretStr('${pick(mixed, 32)}')`,
    ];
    for (const text of source) expect(rulesOf(await scanOne('m.py', `${text}\n`)), text).toHaveLength(1);
  });

  test('comparison, header, key of a signature', async () => {
    expect(rulesOf(await scanOne('m.py', `if request.form.get('password') == '${password()}': pass\n`))).toEqual([
      'credential-comparison',
    ]);
    expect(rulesOf(await scanOne('m.py', `h = {'Authorization': 'Basic ${btoa(`admin:${password()}`)}'}\n`))).toEqual([
      'credential-in-header',
    ]);
    expect(
      rulesOf(await scanOne('m.py', `import jwt\njwt.encode(payload, '${pick(mixed, 10)}', algorithm='HS256')\n`)),
    ).toEqual(['credential-in-call']);
  });

  test('words, names, forms and tests of tokens are none', async () => {
    const source = [
      `PASSWORD_FIELD = 'password'`,
      `labels = {'password': 'Enter your password', 'token': 'Token', 'secret': 'Client secret'}`,
      `TOKEN_HEADER = 'X-Auth-Token'`,
      `password = getpass.getpass('Password: ')`,
      `token = tokens[0]`,
      `if token == 'identifier': pass`,
      `SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db'`,
      `def f(password=None, token='', secret_name='prod/database/main'): ...`,
      `api_key = '<your-api-key>'`,
      `password = '{{ vault_password }}'`,
      `password = '%(password)s'`,
      `access_token_url = 'https://provider.example/oauth/token/v2/abc123'`,
      `bos_token = '<s>'`,
      `pad_token='[PAD]'`,
      `API_KEY = 'xxxxxxxxxxxxxxxxxxxxxxxx'`,
      `private_key_path = '/etc/ssl/private/server.key'`,
    ].join('\n');
    expect(await scanOne('m.py', `${source}\n`)).toEqual([]);
  });
});

describe('tokens', () => {
  test('6: a right checksum is said; a wrong one lowers confidence', async () => {
    const good = madeFor('github-token');
    const bad = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`;
    const [one] = await scanOne('a.txt', `x ${good}\n`);
    expect(one).toMatchObject({ severity: 'high', confidence: 'high', properties: { checksum: 'ok' } });
    const [two] = await scanOne('a.txt', `x ${bad}\n`);
    expect(two).toMatchObject({ rule: 'github-token', confidence: 'low' });
  });

  test('7: a PyPI token names its index and id', async () => {
    const token = madeFor('pypi-token');
    const [finding] = await scanOne('.pypirc', `[pypi]\nusername = __token__\npassword = ${token}\n`);
    expect(finding.rule).toBe('pypi-token');
    expect(finding.message).toMatch(/pypi\.org.*Its id is [0-9a-f-]{36}/);
  });

  test('8: UTF-16, Latin-1, percent, base64 and notebook output', async () => {
    const token = (): string => madeFor('github-token');
    const utf16 = new Uint8Array(
      [...`\ufeffTOKEN=${token()}\r\n`].flatMap((ch) => [ch.charCodeAt(0) & 255, ch.charCodeAt(0) >> 8]),
    );
    const latin1 = new Uint8Array(
      [...`# -*- coding: latin-1 -*-\n# caf\xe9\nt = "${token()}"\n`].map((ch) => ch.charCodeAt(0)),
    );
    const notebook = JSON.stringify({
      nbformat: 4,
      cells: [
        { cell_type: 'markdown', source: [] },
        {
          cell_type: 'code',
          source: ['print(1)'],
          outputs: [{ output_type: 'stream', text: ['ok\n', `${token()}\n`] }],
        },
      ],
    });
    const { findings } = await scanFiles([
      { path: '.env', content: utf16 },
      { path: 'latin.py', content: latin1 },
      { path: 'url.txt', content: `u=%67%68p_${token().slice(4)}\n` },
      { path: 'wrapped.json', content: JSON.stringify({ config: btoa(JSON.stringify({ github: token() })) }) },
      { path: 'n.ipynb', content: notebook },
    ]);
    expect(findings.map((finding) => [finding.location.path, finding.rule]).sort()).toEqual([
      ['.env', 'github-token'],
      ['latin.py', 'github-token'],
      ['n.ipynb', 'github-token'],
      ['url.txt', 'github-token'],
      ['wrapped.json', 'github-token'],
    ]);
    const cell = findings.find(({ location }) => location.path === 'n.ipynb');
    expect(cell?.location).toMatchObject({ cell: 2, start: { line: 2 } });
    expect(findings.find(({ location }) => location.path === '.env')?.location.start).toMatchObject({
      line: 1,
      column: 7,
    });
  });

  test('AWS: the account is read from the id, and the pair is joined', async () => {
    const secret = pick(`${mixed}/+`, 40);
    const { findings } = await scanFiles([
      {
        path: 'credentials',
        content: `[default]\naws_access_key_id = ${madeFor('aws-access-key-id').replace(/^.{4}/, 'AKIA')}\naws_secret_access_key = ${secret}\n`,
      },
    ]);
    expect(rulesOf(findings).sort()).toEqual(['aws-access-key-id', 'aws-secret-access-key']);
    expect(findings.every((finding) => finding.severity === 'critical')).toBe(true);
    expect(findings.find(({ rule }) => rule === 'aws-access-key-id')?.message).toMatch(/AWS account \d{12}/);
  });
});

describe('configuration', () => {
  test.each([
    ['.netrc', (pw: string) => `machine index.example login ci password ${pw}\n`, 'netrc-password'],
    ['.env', (pw: string) => `DB_PASSWORD=${pw}\n`, 'hardcoded-password'],
    ['app.yaml', (pw: string) => `database:\n  password: ${pw}\n`, 'hardcoded-password'],
    ['app.toml', (pw: string) => `password = "${pw}"\n`, 'hardcoded-password'],
    ['app.json', (pw: string) => `{"db": {"password": "${pw}"}}\n`, 'hardcoded-password'],
    ['terraform.tfstate', (pw: string) => `{"attributes": {"master_password": "${pw}"}}\n`, 'hardcoded-password'],
    ['Dockerfile', (pw: string) => `FROM x\nENV DB_PASSWORD ${pw}\n`, 'hardcoded-password'],
    ['deploy.yaml', (pw: string) => `env:\n  - name: DB_PASSWORD\n    value: "${pw}"\n`, 'hardcoded-password'],
    ['secret.yaml', (pw: string) => `apiVersion: v1\nkind: Secret\ndata:\n  pw: ${btoa(pw)}\n`, 'kubernetes-secret'],
    [
      'config.json',
      (pw: string) => `{"auths": {"r.example": {"auth": "${btoa(`ci:${pw}`)}"}}}\n`,
      'registry-credentials',
    ],
    [
      'pip.conf',
      (pw: string) => `[global]\nindex-url = https://ci:${pw}@index.example.org/simple\n`,
      'credentials-in-index-url',
    ],
    ['run.sh', (pw: string) => `curl -u admin:${pw} https://host.example.org/\n`, 'credential-in-command'],
  ])('%s', async (path, write, rule) => {
    const value = `${pick(mixed, 9)}7aQ${pick(mixed, 5)}`;
    const findings = await scanOne(path, write(value));
    expect(rulesOf(findings)).toEqual([rule]);
    expect(JSON.stringify(findings)).not.toContain(value);
  });

  test('a private key is read, whatever wraps it', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const locked = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    }).privateKey;
    const { findings } = await scanFiles([
      { path: 'key.pem', content: privateKey },
      { path: 'locked.pem', content: locked },
      {
        path: 'sa.json',
        content: JSON.stringify({
          type: 'service_account',
          private_key: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
          client_email: 'bot@proj.iam.gserviceaccount.com',
        }),
      },
    ]);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['private-key', 'high'],
      ['private-key', 'medium'],
      ['gcp-service-account-key', 'high'],
    ]);
    expect(findings[0].message).toContain('rsa key (1024)');
    expect(findings[2].message).toContain('bot@proj.iam.gserviceaccount.com');
  });
});

describe('judgement', () => {
  test('19: digests, pins, ids, alphabets and migrations are none', async () => {
    const hex = (length: number): string => pick('0123456789abcdef', length);
    const { findings } = await scanFiles([
      { path: 'poetry.lock', content: `hash = "sha256:${hex(64)}"\n` },
      { path: 'package-lock.json', content: `{"integrity": "sha512-${pick(mixed, 86)}=="}\n` },
      { path: '.github/workflows/ci.yml', content: `- uses: actions/checkout@${hex(40)}\n` },
      { path: 'requirements.txt', content: `x==1 --hash=sha256:${hex(64)}\n` },
      {
        path: 'm.py',
        content: `token = '123e4567-e89b-12d3-a456-426614174000'\nALPHABET_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789'\nrevision = '${hex(12)}'\nsecret = 'abcdefghijklmnopqrstuvwxyz0123456789'\n`,
      },
    ]);
    expect(findings).toEqual([]);
  });

  test('a test fixture ranks lower; the same value elsewhere makes it real', async () => {
    const token = madeFor('github-token');
    const only = await scanFiles([{ path: 'tests/test_a.py', content: `T = '${token}'\n`, context: 'test' }]);
    expect(only.findings).toMatchObject([{ severity: 'low', context: 'test' }]);
    const both = await scanFiles([
      { path: 'tests/test_a.py', content: `T = '${token}'\n`, context: 'test' },
      { path: 'app/conf.py', content: `T = '${token}'\n` },
    ]);
    expect(both.findings).toMatchObject([
      { severity: 'high', location: { path: 'app/conf.py' }, related: [{ location: { path: 'tests/test_a.py' } }] },
    ]);
  });

  test('17: hostile lines are linear', async () => {
    const hostile = [
      `curl\n\r\n${'\t\r\r'.repeat(160)}`,
      `curl ${'-u a:'.repeat(4000)}`,
      'password='.repeat(20_000),
      '://'.repeat(60_000),
      `-----BEGIN ${'A'.repeat(100_000)}`,
      `${'sk-'.repeat(50_000)}`,
      `${'secret = "'.repeat(20_000)}`,
      'x'.repeat(1_000_000),
      `machine ${' '.repeat(100_000)}`,
      `basic ${'A'.repeat(200_000)}`,
      'eyJ'.repeat(50_000),
      '%41'.repeat(60_000),
      `${'aws '.repeat(50_000)}`,
    ];
    for (const text of hostile) {
      const before = process.cpuUsage();
      await scanOne('big.js', text);
      const { user } = process.cpuUsage(before);
      // Far above what linear work takes, far below what quadratic work would.
      expect(user / 1000, text.slice(0, 20)).toBeLessThan(2500);
    }
  });
});

test('what a docstring shows beside a name ranks lower than the same in code', async () => {
  const value = pick(`${mixed}`, 20).replace(/^./, 'F');
  const found = async (source: string): Promise<readonly DraftFinding[]> =>
    (await scanOne('shop/pager.py', source)).filter(({ rule }) => rule === 'pagerduty-api-key');
  const inText = await found(`"""Set it up:\n\n    pagerduty.api_key: ${value}\n"""\n`);
  const inCode = await found(`pagerduty_api_key = '${value}'\n`);
  expect(inCode.map(({ severity }) => severity)).toEqual(['high']);
  expect(inText.filter(({ severity }) => severity !== 'low')).toEqual([]);
});

test("the configuration's own detectors, with a broken one said", async () => {
  const scanner = createScanner();
  const run = scanner.start(emptyProject, {
    isEnabled: () => true,
    today: '2026-11-20',
    secrets: {
      detectors: [
        { id: 'corp', title: 'Corporate token', pattern: 'ct-([a-z0-9]{12})' },
        { id: 'bad', pattern: '(' },
      ],
    },
  });
  const bytes = new TextEncoder().encode(`x: ct-${pick(lower + digits, 12)}\n`);
  run.visit({
    file: { path: 'a.yaml', size: bytes.length, kind: 'yaml', context: 'application' },
    bytes,
    python: () => undefined,
  });
  const { findings, issues } = await run.finish();
  expect(findings).toMatchObject([{ rule: 'custom-secret', location: { start: { column: 7 } } }]);
  expect(findings[0].message).toContain('Corporate token');
  expect(issues).toMatchObject([{ kind: 'bad-configuration' }]);
});

test('a salt of the repository changes every hash', async () => {
  const files = [{ path: 'a.py', content: `T = '${madeFor('github-token')}'\n` }];
  const hash = async (salt: string): Promise<unknown> =>
    (await scanFiles(files, { salt })).findings[0].properties?.['valueHash'];
  expect(await hash('first-salt')).not.toBe(await hash('other-salt'));
});
