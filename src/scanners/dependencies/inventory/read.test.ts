import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareLocks, readFixture } from '../../../../scripts/compat-locks.ts';
import { parseTarget } from '../graph/index.ts';
import { type InventoryOptions, keepsForInventory, readInventory, wantsForInventory } from './index.ts';

function inventory(files: { readonly [path: string]: string }, options: InventoryOptions = {}) {
  const encoder = new TextEncoder();
  const list = Object.keys(files)
    .sort()
    .map((path) => ({ path, size: encoder.encode(files[path]).length }));
  return readInventory({ files: list }, (path) => encoder.encode(files[path]), options);
}
const summary = ({ graph }: ReturnType<typeof inventory>) =>
  graph.dependencies.map(({ name, version, groups }) => `${name}@${version ?? '?'} ${groups.join(',')}`);
const find = ({ graph }: ReturnType<typeof inventory>, key: string) =>
  graph.dependencies.find((one) => one.key === key) ?? expect.unreachable(`${key} is in the inventory`);

describe('lock files of the real tools', () => {
  test.each(compareLocks())('$name has the packages that its tool exports', ({ onlyOurs, onlyTheirs }) => {
    expect({ onlyOurs, onlyTheirs }).toEqual({ onlyOurs: [], onlyTheirs: [] });
  });

  test('uv: members are first-party, groups reach as far as edges do, extras bring what they add', () => {
    const result = readFixture('uv');
    expect(result.issues).toEqual([]);
    expect(result.graph.units).toHaveLength(1);
    expect(result.graph.dependencies.filter(({ firstParty }) => firstParty).map(({ key }) => key)).toEqual([
      'shop-core',
      'shop-web',
    ]);
    expect(find(result, 'pytest')).toMatchObject({ groups: ['dev', 'test'], direct: true });
    expect(find(result, 'pluggy')).toMatchObject({ groups: ['dev', 'test'], direct: false });
    expect(find(result, 'pysocks').groups).toEqual(['main']);
    expect(find(result, 'psycopg-binary')).toMatchObject({ groups: ['extra:postgres'], optional: true });
    const requests = find(result, 'requests');
    expect(requests).toMatchObject({
      extras: ['socks'],
      source: { kind: 'index', url: 'https://index.example/simple' },
    });
    expect(requests.uploadTime).toMatch(/^2026-/);
    expect(requests.hashes[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(result.locate(requests.declared[0]!.place).excerpt.lines.join('\n')).toContain('"requests[socks]>=2.31,<3"');
    expect(result.locate(requests.locked!).location.start.line).toBe(requests.locked!.line);
  });

  test('uv: forks and conflicting extras stay apart and follow the target', () => {
    const result = readFixture('uv-conflicts');
    const numpy = result.graph.dependencies.filter(({ key }) => key === 'numpy');
    expect(numpy.map(({ version, declared }) => [version, declared.map(({ specifier }) => specifier)])).toEqual([
      ['1.26.4', ['<2']],
      ['2.5.5', ['>=2']],
    ]);
    expect(result.graph.dependencies.filter(({ key }) => key === 'attrs').map(({ groups }) => groups)).toEqual([
      ['extra:old'],
      ['extra:new'],
    ]);
  });

  test('Poetry 2.1: the optional extra is named and the production group kept', () => {
    const result = readFixture('poetry-2.1');
    expect(find(result, 'psycopg')).toMatchObject({ groups: ['extra:postgres', 'main'], optional: true, direct: true });
    expect(find(result, 'mkdocs').groups).toEqual(['docs']);
    expect(find(result, 'shop-core').firstParty).toBe(true);
    expect(find(result, 'attrs').parents.map(({ id }) => id)).toEqual(['poetry.lock#shop-core@0.2.0']);
  });

  test('Pipenv: custom categories, several groups of one package', () => {
    const result = readFixture('pipenv');
    expect(find(result, 'mkdocs').groups).toEqual(['docs']);
    expect(find(result, 'packaging').groups).toEqual(['dev', 'docs']);
    expect(find(result, 'flask').declared[0]!.place).toMatchObject({ path: 'Pipfile', line: 7 });
  });

  test('pip-tools: compiled files join their sources, “via” comments are edges', () => {
    const result = readFixture('pip-tools');
    expect(result.graph.units.map(({ id, manager }) => [id, manager])).toEqual([['requirements.txt', 'pip-tools']]);
    expect(find(result, 'flask').declared.map(({ place }) => place.path)).toEqual(['requirements.in']);
    expect(find(result, 'pluggy')).toMatchObject({ groups: ['dev'], direct: false, evidence: 'pinned' });
  });

  test('PDM: extras are told from groups', () => {
    expect(find(readFixture('pdm'), 'psycopg-binary').groups).toEqual(['extra:postgres']);
  });
});

describe('manifests', () => {
  test('nested requirements: the include chain is evidence, the constraint fixes the version', () => {
    const result = inventory({
      'constraints.txt': 'idna==3.4\nunused==1.0\n',
      'requirements/base.txt': 'idna\n',
      'requirements/prod.txt': '-r base.txt\n-c ../constraints.txt\ngunicorn==20.0\n',
    });
    expect(result.issues).toEqual([]);
    expect(summary(result)).toEqual(['gunicorn@20.0 main', 'idna@3.4 main']);
    const idna = find(result, 'idna');
    expect(idna).toMatchObject({ evidence: 'pinned', locked: { path: 'constraints.txt', line: 1 } });
    expect(idna.declared[0]!.includedFrom).toMatchObject([{ path: 'requirements/prod.txt', line: 1 }]);
  });

  test('a marker excludes on one target and not on the other', () => {
    const targets = ['linux-3.12', 'windows'].map((text) => parseTarget(text)!);
    const result = inventory(
      { 'requirements.txt': 'foo==1.0; sys_platform=="win32"\nbar==1; python_version < "3.9"\n' },
      { targets },
    );
    expect(find(result, 'foo').targets).toEqual({ 'linux-3.12': 'excluded', windows: 'included' });
    expect(find(result, 'bar').targets).toEqual({ 'linux-3.12': 'excluded', windows: 'unknown' });
    expect(parseTarget('beos')).toBeUndefined();
  });

  test('pyproject: extras, groups with includes, build requirements, uv sources', () => {
    const result = inventory({
      'pyproject.toml': [
        '[project]',
        'name = "shop"',
        'dependencies = ["a>=1", "local-lib"]',
        '[project.optional-dependencies]',
        'all = ["shop[x]", "b"]',
        '[dependency-groups]',
        'test = ["c==1"]',
        'Dev_Tools = [{include-group = "test"}, {include-group = "missing"}, "d"]',
        '[build-system]',
        'requires = ["hatchling>=1"]',
        '[tool.uv.sources]',
        'local-lib = { git = "https://user:secret@git.example/l.git", tag = "v1" }',
      ].join('\n'),
    });
    expect(summary(result)).toEqual([
      'a@? main',
      'b@? extra:all',
      'c@1 dev-tools,test',
      'd@? dev-tools',
      'hatchling@? build',
      'local-lib@? main',
      'shop@? extra:all',
    ]);
    expect(find(result, 'shop').firstParty).toBe(true);
    expect(find(result, 'local-lib').source).toEqual({
      kind: 'vcs',
      vcs: 'git',
      url: 'https://git.example/l.git',
      ref: 'v1',
    });
    expect(result.issues.map(({ message, line }) => [message, line])).toEqual([
      ['the group “missing” that is included does not exist', 8],
    ]);
  });

  test('setup.cfg, setup.py and files they name belong to one project', () => {
    const result = inventory({
      'setup.cfg':
        '[metadata]\nname = lib\n[options]\ninstall_requires =\n    a>=1\n    b; python_version < "3.9"\n[options.extras_require]\ndev = c; d==2\n',
      'setup.py':
        'from setuptools import setup\nREQ = ["e>=2"] + ["f"]\nsetup(name="lib", install_requires=REQ, extras_require={"x": ["g"], ":os_name == \'nt\'": "h"}, tests_require=open("more-requirements.txt").read().split())\n',
      'more-requirements.txt': 'i==1\n',
    });
    expect(result.graph.units).toHaveLength(1);
    expect(summary(result)).toEqual([
      'a@? main',
      'b@? main',
      'c@? extra:dev',
      'd@2 extra:dev',
      'e@? main',
      'f@? main',
      'g@? extra:x',
      'h@? main',
      'i@1 main',
    ]);
    expect(find(result, 'f').declared[0]!.place).toMatchObject({ path: 'setup.py', line: 2 });
    expect(result.issues).toEqual([]);
  });

  test('what setup.py computes is told, not lost', () => {
    const result = inventory({
      'setup.py': 'from setuptools import setup\nsetup(install_requires=["a"] + compute())\n',
    });
    expect(summary(result)).toEqual(['a@? main']);
    expect(result.issues).toMatchObject([{ kind: 'missing-data', path: 'setup.py', line: 2, incomplete: true }]);
  });

  test('Poetry notation becomes PEP 440 sets', () => {
    const result = inventory({
      'pyproject.toml':
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\na = "^1.2.3"\nb = "~2.1"\nc = { version = "1.*", optional = true }\nd = ">=1,<2 || >=3"\n[tool.poetry.extras]\nfeature = ["c"]\n[tool.poetry.dev-dependencies]\ne = "0.0.3"\n',
    });
    const allowed = (key: string) =>
      find(result, key).declared[0]!.allowed.map((set) => set.map(({ operator, text }) => operator + text).join(','));
    expect(allowed('a')).toEqual(['>=1.2.3,<2.0.0']);
    expect(allowed('b')).toEqual(['>=2.1,<2.2.0']);
    expect(allowed('c')).toEqual(['==1.*']);
    expect(allowed('d')).toEqual(['>=1,<2', '>=3']);
    expect(find(result, 'c').groups).toEqual(['extra:feature']);
    expect(find(result, 'e')).toMatchObject({ version: '0.0.3', groups: ['dev'] });
  });

  test('scripts, conda, tox, nox, Dockerfiles, CI and notebooks', () => {
    const result = inventory({
      'tool.py':
        '#!/usr/bin/env python\n# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "rich>=13",\n# ]\n# ///\nprint(1)\n',
      'plain.py': 'print(1)\n',
      'environment.yml':
        'name: x\ndependencies:\n  - python=3.11\n  - numpy=1.26\n  - conda-forge::scipy>=1.11\n  - pip:\n    - polars==1.0\n',
      'tox.ini':
        '[testenv]\ndeps =\n    pytest>=8\n    py{39,310}: tomli\n    -r{toxinidir}/requirements.txt\ncommands = pip install coverage\n',
      'requirements.txt': 'flask==3.0\n',
      'noxfile.py':
        'import nox\n@nox.session\ndef tests(session):\n    session.install("mypy==1.0", "-r", "requirements.txt", ".")\n',
      'docker/Dockerfile':
        'FROM python:3.12\nENV PIP_EXTRA_INDEX_URL=https://u:p@private.example/simple\nRUN apt-get update && python3 -m pip install --no-cache-dir \\\n    "uvicorn[standard]==0.30" $EXTRA \\\n    -i https://index.example/simple gunicorn\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          pip install -U pip\n          uv pip install ruff==0.5.0\n      - name: pip install nothing\n        run: echo\n',
      'n.ipynb': JSON.stringify({
        cells: [
          { cell_type: 'markdown', source: ['!pip install no'] },
          { cell_type: 'code', source: ['%pip install -q pandas==2.0\n', 'x'] },
        ],
      }),
    });
    const by = (key: string) => {
      const { version, groups, declared } = find(result, key);
      return [version, groups, `${declared[0]!.place.path}:${declared[0]!.place.line}`];
    };
    expect(by('rich')).toEqual([undefined, ['main'], 'tool.py:5']);
    expect(find(result, 'numpy')).toMatchObject({ ecosystem: 'conda', source: { kind: 'conda' } });
    expect(by('polars')).toEqual(['1.0', ['main'], 'environment.yml:7']);
    expect(by('tomli')).toEqual([undefined, ['tox'], 'tox.ini:4']);
    expect(by('coverage')).toEqual([undefined, ['tox'], 'tox.ini:6']);
    expect(by('mypy')).toEqual(['1.0', ['nox'], 'noxfile.py:4']);
    expect(by('uvicorn')).toEqual(['0.30', ['main'], 'docker/Dockerfile:4']);
    expect(by('gunicorn')).toEqual([undefined, ['main'], 'docker/Dockerfile:5']);
    expect(by('ruff')).toEqual(['0.5.0', ['ci'], '.github/workflows/ci.yml:7']);
    expect(by('pandas')).toEqual(['2.0', ['main'], 'n.ipynb:1']);
    const docker = result.graph.units.find(({ id }) => id === 'docker/Dockerfile')!;
    expect(docker.indexes.map(({ url, role }) => `${role} ${url}`)).toEqual([
      'extra https://private.example/simple',
      'primary https://index.example/simple',
    ]);
    expect(result.issues.map(({ kind, incomplete }) => [kind, incomplete])).toEqual([['missing-data', false]]);
    expect(result.graph.dependencies.some(({ key }) => key === 'no' || key === 'nothing')).toBe(false);
  });
});

describe('other sources', () => {
  test('installed distributions: edges with extras, direct_url, REQUESTED, licences', () => {
    const site = '.venv/lib/python3.12/site-packages';
    const result = inventory({
      [`${site}/Flask-3.0.dist-info/METADATA`]:
        'Metadata-Version: 2.4\nName: Flask\nVersion: 3.0\nLicense-Expression: BSD-3-Clause\nRequires-Dist: Werkzeug>=3\nRequires-Dist: asgiref>=3.2; extra == "async"\nProvides-Extra: async\n\nName: body\n',
      [`${site}/Flask-3.0.dist-info/REQUESTED`]: '',
      [`${site}/werkzeug-3.0.dist-info/METADATA`]: 'Name: werkzeug\nVersion: 3.0\n',
      [`${site}/werkzeug-3.0.dist-info/direct_url.json`]:
        '{"url": "https://git.example/w.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
      [`${site}/asgiref-3.7.dist-info/METADATA`]: 'Name: asgiref\nVersion: 3.7\n',
    });
    expect(result.graph.units.map(({ id }) => id)).toEqual([site]);
    expect(find(result, 'flask')).toMatchObject({
      direct: true,
      evidence: 'installed',
      licence: { expression: 'BSD-3-Clause' },
    });
    expect(find(result, 'werkzeug')).toMatchObject({
      groups: ['main'],
      source: { kind: 'vcs', commit: 'abc' },
      parents: [{ specifier: '>=3' }],
    });
    expect(find(result, 'asgiref').groups).toEqual([]);
  });

  test('CycloneDX and SPDX: graph, hashes, licences, other ecosystems', () => {
    const result = inventory({
      'bom.json': JSON.stringify({
        bomFormat: 'CycloneDX',
        metadata: { component: { 'bom-ref': 'root', name: 'app' } },
        components: [
          {
            'bom-ref': 'a',
            type: 'library',
            name: 'Flask',
            version: '3.0',
            purl: 'pkg:pypi/flask@3.0',
            hashes: [{ alg: 'SHA-256', content: 'AB' }],
            licenses: [{ license: { id: 'MIT' } }],
            components: [
              { 'bom-ref': 'c', type: 'library', name: 'left-pad', version: '1', purl: 'pkg:npm/left-pad@1' },
            ],
          },
          { 'bom-ref': 'b', type: 'library', name: 'jw.util', version: '2.2', purl: 'pkg:pypi/jw.util@2.2' },
        ],
        dependencies: [
          { ref: 'root', dependsOn: ['a'] },
          { ref: 'a', dependsOn: ['b'] },
        ],
      }),
      'app.spdx.json': JSON.stringify({
        spdxVersion: 'SPDX-2.3',
        documentDescribes: ['SPDXRef-app'],
        packages: [
          { SPDXID: 'SPDXRef-app', name: 'app' },
          {
            SPDXID: 'SPDXRef-x',
            name: 'idna',
            versionInfo: '3.4',
            licenseDeclared: 'BSD-3-Clause',
            externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:pypi/idna@3.4' }],
          },
        ],
        relationships: [
          { spdxElementId: 'SPDXRef-app', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-x' },
        ],
      }),
    });
    expect(find(result, 'flask')).toMatchObject({
      direct: true,
      evidence: 'sbom',
      hashes: ['sha256:ab'],
      licence: { text: 'MIT' },
    });
    expect(find(result, 'jw-util')).toMatchObject({
      name: 'jw.util',
      parents: [{ id: 'bom.json#flask@3.0' }],
      groups: ['main'],
    });
    expect(find(result, 'left-pad')).toMatchObject({ ecosystem: 'other', purl: 'pkg:npm/left-pad@1' });
    expect(find(result, 'idna')).toMatchObject({
      direct: true,
      version: '3.4',
      licence: { expression: 'BSD-3-Clause' },
    });
    expect(find(result, 'app').firstParty).toBe(true);
    expect(inventory({ 'x.json': '{}' }, { sboms: ['x.json'] }).issues).toMatchObject([{ kind: 'bad-input' }]);
  });

  test('a git entry without version is in the inventory', () => {
    const lock = {
      _meta: {},
      default: { lib: { git: 'https://git.example/lib.git', ref: 'a'.repeat(40) } },
      docs: { sphinx: { version: '==7.0' } },
    };
    const result = inventory({ 'Pipfile.lock': JSON.stringify(lock) });
    expect(find(result, 'lib')).toMatchObject({ source: { kind: 'vcs', commit: 'a'.repeat(40) } });
    expect(find(result, 'lib').version).toBeUndefined();
    expect(find(result, 'sphinx').groups).toEqual(['docs']);
  });

  test('pylock: groups come from markers', () => {
    const result = inventory({
      'pylock.toml': `lock-version = "1.0"\n[[packages]]\nname = "pytest"\nversion = "8.0"\nmarker = "'dev' in dependency_groups"\n[[packages]]\nname = "flask"\nversion = "3.0"\n`,
    });
    expect(summary(result)).toEqual(['flask@3.0 main', 'pytest@8.0 dev']);
  });
});

describe('hostile and broken input', () => {
  test('a cycle of includes ends, a missing one and one outside the root are told', () => {
    const result = inventory({
      'requirements.txt': '-r a.txt\nx==1\n',
      'a.txt': '-r requirements.txt\n-r gone.txt\n-r ../../etc/passwd\n-r a.txt\ny==1\n',
    });
    expect(summary(result)).toEqual(['x@1 main', 'y@1 main']);
    expect(result.issues.map(({ kind, line }) => [kind, line])).toEqual([
      ['bad-input', 2],
      ['link-outside-root', 3],
    ]);
  });

  test('broken files are issues with their place, and the others are read', () => {
    const result = inventory({
      'poetry.lock': '[[package]]\nname = = \n',
      'uv.lock': 'version = 9\n[[package]]\nname = "a"\nversion = "1"\n',
      'sub/pdm.lock': `x = ${'['.repeat(5000)}`,
      'Pipfile.lock': '{"default": {"b": {"version": "==1"}',
      'environment.yml': `dependencies:\n  - ${'['.repeat(3000)}`,
      'requirements.txt': '???\nflask==3.0\n',
    });
    expect(summary(result)).toEqual(['flask@3.0 main', 'a@1 ']);
    expect(result.issues.map(({ path }) => path)).toEqual([
      'Pipfile.lock',
      'environment.yml',
      'poetry.lock',
      'requirements.txt',
      'sub/pdm.lock',
      'uv.lock',
    ]);
    expect(result.issues.every(({ incomplete }) => incomplete)).toBe(true);
  });

  test('a file beyond the limit is not read; unreadable bytes are told', () => {
    const result = readInventory(
      {
        files: [
          { path: 'poetry.lock', size: 100 * 1024 * 1024 },
          { path: 'requirements.txt', size: 9 },
        ],
      },
      (path) =>
        path === 'requirements.txt'
          ? Uint8Array.from([0x61, 0x3d, 0x3d, 0x31, 0x0a, 0x23, 0xff, 0x0a])
          : expect.unreachable('not to be read'),
    );
    expect(summary(result)).toEqual(['a@1 main']);
    expect(result.issues.map(({ kind }) => kind)).toEqual(['too-large', 'encoding-error']);
  });

  test('places survive a byte order mark and characters of several bytes', () => {
    const result = inventory({ 'requirements.txt': '\ufeff# größe\nflask==3.0 # ä\n' });
    const { location } = result.locate(find(result, 'flask').locked!);
    expect(location).toMatchObject({ start: { line: 2, column: 1, byte: 13 }, end: { line: 2 } });
  });

  test('broken files among tests do not make the inventory incomplete', () => {
    const bytes = new TextEncoder().encode('= =');
    const { issues } = readInventory({ files: [{ path: 'tests/poetry.lock', size: 3, context: 'test' }] }, () => bytes);
    expect(issues).toMatchObject([{ kind: 'syntax-error', incomplete: false }]);
  });

  test('any text under any name is read without throwing, in any order of files', () => {
    const names = [
      'pyproject.toml',
      'uv.lock',
      'poetry.lock',
      'Pipfile.lock',
      'setup.cfg',
      'setup.py',
      'requirements.txt',
      'environment.yml',
      'Dockerfile',
      'tox.ini',
      'bom.json',
      'pylock.toml',
      'a.dist-info/METADATA',
    ];
    const piece = fc.constantFrom(
      '[project]\n',
      'dependencies = ["a==1"]\n',
      '[[package]]\n',
      'name = "b"\n',
      '{',
      '}',
      '"',
      '\n',
      '- ',
      'RUN pip install c\n',
      'install_requires = d\n',
      '-r requirements.txt\n',
      'e==1 # via f\n',
      'version = 1\n',
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...names),
          fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
          { maxKeys: 4 },
        ),
        (files) => {
          const forwards = inventory(files);
          const list = Object.keys(files)
            .sort()
            .reverse()
            .map((path) => ({ path, size: files[path]!.length }));
          const backwards = readInventory({ files: list }, (path) => new TextEncoder().encode(files[path]));
          expect(backwards.graph.dependencies).toEqual(forwards.graph.dependencies);
          expect(new Set(forwards.graph.dependencies.map(({ id }) => id)).size).toBe(
            forwards.graph.dependencies.length,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('much of everything stays linear: thousands of versions of one name, long lines, dense graphs', () => {
    const many = inventory({
      'requirements.txt': Array.from({ length: 5000 }, (_, index) => `a==${index}`).join('\n'),
    });
    expect(many.graph.dependencies).toHaveLength(5000);
    const long = inventory({ 'requirements.txt': `a${' '.repeat(1_000_000)}b\nc==1\nd==2\n` });
    expect(summary(long)).toEqual(['c@1 main', 'd@2 main']);
    const refs = Array.from({ length: 3000 }, (_, index) => index);
    const dense = {
      bomFormat: 'CycloneDX',
      components: refs.map((ref) => ({ 'bom-ref': `r${ref}`, type: 'library', name: `p${ref % 10}`, version: '1' })),
      dependencies: refs.map((ref) => ({ ref: `r${ref}`, dependsOn: [`r${ref + 1}`] })),
    };
    expect(
      inventory({ 'bom.json': JSON.stringify(dense) }).graph.dependencies.every(({ children }) => children.length <= 1),
    ).toBe(true);
    const groups = refs.slice(0, 500).map((ref) => `g${ref} = ["a", {include-group = "g${ref + 1}"}]`);
    expect(
      inventory({ 'pyproject.toml': `[dependency-groups]\n${groups.join('\n')}` }).issues.map(({ kind }) => kind),
    ).toContain('limit-reached');
    expect(inventory({ 'pyproject.toml': `a${'.a'.repeat(50_000)} = 1` }).issues).toMatchObject([
      { kind: 'syntax-error' },
    ]);
  });

  test('what is wanted and kept', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(wantsForInventory('docs/notes.md')).toBe(false);
    expect(wantsForInventory('app/main.py')).toBe(true);
    expect(keepsForInventory('app/main.py', bytes('import os\n'))).toBe(false);
    expect(keepsForInventory('app/main.py', bytes('# /// script\n'))).toBe(true);
    expect(keepsForInventory('uv.lock', bytes(''))).toBe(true);
  });

  test('a lock file that is broken from its first line is said, not passed over', () => {
    const broken = new TextEncoder().encode('broken = [ {\n');
    for (const path of ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock']) {
      const { issues } = readInventory({ files: [{ path, size: broken.length }] }, () => broken);
      expect(issues, path).toContainEqual(expect.objectContaining({ path, incomplete: true }));
    }
  });
});
