import { expect, test } from 'vitest';
import { memoryFileSystem } from '../platform/index.ts';
import { buildProject } from './build.ts';

function project(files: { readonly [path: string]: string }) {
  return buildProject(
    memoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/r/${path}`, text]))),
    '/r',
  );
}

test('a src layout with pyproject.toml', () => {
  const { name, distributions, python, frameworks, entryPoints, packageManagers, module, pythonRoots, issues } =
    project({
      'pyproject.toml': `[build-system]
build-backend = "hatchling.build"
[project]
name = "Shop-API"
version = "2.0"
requires-python = ">=3.9,<4"
classifiers = ["Programming Language :: Python :: 3.9", "Programming Language :: Python :: 3.13"]
dependencies = ["Flask>=2,<4", "SQLAlchemy[asyncio] ~= 2.0 ; python_version > '3.8'"]
[project.scripts]
shop = "shop.cli:main"
`,
      'uv.lock': 'version = 1\n\n[[package]]\nname = "flask"\nversion = "3.0.2"\n',
      'src/shop/__init__.py': '',
      'src/shop/api.py':
        'from flask import Flask\nimport os, celery as c\n\napp = Flask(__name__)\nworker = c.Celery()\n',
      'src/shop/ns/deep.py': '',
      'tests/test_api.py': 'import django\n',
    });
  expect(name).toBe('Shop-API');
  expect(distributions).toEqual([
    {
      folder: '',
      name: 'Shop-API',
      version: '2.0',
      manifests: ['pyproject.toml', 'uv.lock'],
      packageManagers: ['hatch', 'uv'],
      buildBackend: 'hatchling.build',
      python: {
        specifier: '>=3.9,<4',
        minimum: [3, 9],
        maximum: [3, 13],
        evidence: { path: 'pyproject.toml', line: 6 },
      },
      pythonRoots: ['src', ''],
      packages: ['shop'],
    },
  ]);
  expect(python?.minimum).toEqual([3, 9]);
  expect(packageManagers.map((each) => each.name)).toEqual(['hatch', 'uv']);
  expect(frameworks.map(({ name, version, specifier, seen }) => [name, version, specifier, seen])).toEqual([
    ['celery', undefined, undefined, 'import'],
    ['flask', '3.0.2', '>=2,<4', 'both'],
    ['sqlalchemy', undefined, '~= 2.0', 'manifest'],
  ]);
  expect(entryPoints).toEqual([
    { kind: 'console-script', name: 'shop', target: 'shop.cli:main', path: 'pyproject.toml', line: 10 },
    { kind: 'wsgi', name: 'shop.api', target: 'shop.api:app', path: 'src/shop/api.py', line: 4 },
  ]);
  expect(pythonRoots).toEqual(['src', '']);
  expect([module('src/shop/__init__.py'), module('src/shop/ns/deep.py'), module('tests/test_api.py')]).toEqual([
    'shop',
    'shop.ns.deep',
    'tests.test_api',
  ]);
  expect(issues).toEqual([]);
});

test('a monorepo: each project has its own root, namespace packages keep their full name', () => {
  const { distributions, module } = project({
    'services/api/requirements.txt': 'fastapi==0.110.0\n',
    'services/api/app/__init__.py': '',
    'services/api/app/main.py': '',
    'libs/storage/setup.cfg': '[metadata]\nname = google-cloud-storage\n[options]\npython_requires = >=3.8\n',
    'libs/storage/google/cloud/storage/__init__.py': '',
    'libs/plugin/setup.py':
      "from setuptools import setup, find_namespace_packages\nsetup(name='x', packages=find_namespace_packages())\n",
    'libs/plugin/acme/plugin/__init__.py': '',
    'tests/fixtures/pkg/setup.py': "from setuptools import setup\nsetup(name='fixture')\n",
    'my-tool/run.py': '',
    'my-tool/helper.py': '',
  });
  expect(distributions.map((each) => [each.folder, each.name, each.packages])).toEqual([
    ['libs/plugin', 'x', ['acme']],
    ['libs/storage', 'google-cloud-storage', ['google']],
    ['services/api', undefined, ['app']],
  ]);
  expect(module('services/api/app/main.py')).toBe('app.main');
  expect(module('libs/storage/google/cloud/storage/__init__.py')).toBe('google.cloud.storage');
  expect(module('libs/plugin/acme/plugin/__init__.py')).toBe('acme.plugin');
  expect(module('my-tool/helper.py')).toBe('helper');
});

test('setup.cfg, setup.py, Poetry, Pipenv and conda say what they say', () => {
  expect(
    project({
      'setup.cfg': `[metadata]
name = demo
classifiers =
    Programming Language :: Python :: 3.8
    Programming Language :: Python :: 3.12
[options]
python_requires = >=3.8
package_dir =
    = lib
install_requires =
    Django>=4.2,<5
    requests
[options.entry_points]
console_scripts =
    demo = demo.cli:main
`,
      'lib/demo/__init__.py': '',
    }),
  ).toMatchObject({
    python: { minimum: [3, 8], maximum: [3, 12] },
    pythonRoots: ['lib', ''],
    frameworks: [
      { name: 'django', specifier: '>=4.2,<5', evidence: [{ path: 'setup.cfg', line: 11 }] },
      { name: 'requests' },
    ],
    entryPoints: [{ kind: 'console-script', name: 'demo', target: 'demo.cli:main', line: 15 }],
  });
  expect(
    project({
      'setup.py':
        "setup(\n    name='demo',\n    python_requires='>=3.7',\n    install_requires=[\n        'flask==2.0.1',\n        \"celery[redis]>=5\",\n    ],\n    package_dir={'': 'src'},\n)\n",
      'src/demo/__init__.py': '',
    }),
  ).toMatchObject({
    name: 'demo',
    python: { minimum: [3, 7] },
    frameworks: [
      { name: 'celery', specifier: '>=5' },
      { name: 'flask', version: '2.0.1', evidence: [{ path: 'setup.py', line: 5 }] },
    ],
    pythonRoots: ['src', ''],
  });
  expect(
    project({
      'pyproject.toml':
        '[tool.poetry]\nname = "p"\n[tool.poetry.dependencies]\npython = "^3.10"\ndjango = "~4.2"\nflask = {version = "^3", optional = true}\n',
    }),
  ).toMatchObject({
    python: { minimum: [3, 10], specifier: '^3.10' },
    packageManagers: [{ name: 'poetry' }],
    frameworks: [
      { name: 'django', specifier: '~4.2' },
      { name: 'flask', specifier: '^3' },
    ],
  });
  expect(project({ Pipfile: '[packages]\ntornado = "*"\n[requires]\npython_version = "3.9"\n' })).toMatchObject({
    python: { minimum: [3, 9], maximum: [3, 9] },
    packageManagers: [{ name: 'pipenv' }],
    frameworks: [{ name: 'tornado' }],
  });
  expect(
    project({
      'environment.yml': 'dependencies:\n  - python=3.11\n  - conda-forge::flask=2.3\n  - pip:\n    - celery==5.3\n',
    }),
  ).toMatchObject({
    python: { minimum: [3, 11] },
    packageManagers: [{ name: 'conda' }],
    frameworks: [
      { name: 'celery', version: '5.3' },
      { name: 'flask', version: '2.3' },
    ],
  });
});

test('a framework that is scanned itself is not its own framework', () => {
  const { frameworks } = project({
    'pyproject.toml': '[project]\nname = "Flask"\ndependencies = ["werkzeug"]\n',
    'src/flask/__init__.py': 'import flask.app\nimport werkzeug\n',
  });
  expect(frameworks.map((each) => each.name)).toEqual(['werkzeug']);
});

test('where it runs, what starts it, what it keeps', () => {
  const model = project({
    '.github/workflows/ci.yml': '',
    '.gitlab-ci.yml': '',
    Jenkinsfile: '',
    Dockerfile: '',
    'compose.yaml': '',
    'nb/analysis.ipynb': '{}',
    'requirements.txt': 'hvac\ndjango==4.2.1\n',
    'manage.py': "import django\nif __name__ == '__main__':\n    pass\n",
    'site/settings/base.py': '',
    'site/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    'site/__main__.py': '',
    'site/customers/models.py': '',
    'fn/handler.py': 'def lambda_handler(event, context):\n    pass\n',
    'bin/tool': '#!/usr/bin/env python3\nprint(1)\n',
    '.env': 'A=1\n',
  });
  expect(model.ciPlatforms.map((each) => each.name)).toEqual(['github-actions', 'gitlab-ci', 'jenkins']);
  expect(model.containers).toEqual(['Dockerfile', 'compose.yaml']);
  expect(model.notebooks).toEqual(['nb/analysis.ipynb']);
  expect(model.settings).toEqual(['site/settings/base.py']);
  expect(model.secretStores.map((each) => each.name)).toEqual(['env-file', 'hashicorp-vault']);
  expect(model.personalData).toEqual([{ category: 'contact', paths: ['site/customers/models.py'] }]);
  expect(model.entryPoints.map(({ kind, name, line }) => [kind, name, line])).toEqual([
    ['main-module', 'site', undefined],
    ['django-manage', 'manage', 2],
    ['wsgi', 'site.wsgi', 2],
    ['lambda', 'fn.handler', 1],
    ['script', 'tool', 1],
  ]);
  expect(model.file('bin/tool')?.kind).toBe('python');
});

test('broken and hostile manifests are issues; the rest of the model stands', () => {
  const { issues, frameworks } = project({
    'pyproject.toml': '[project\nname = 1\n',
    'a/pyproject.toml': `x = ${'['.repeat(100_000)}`,
    'b/Pipfile.lock': '{"default": [1, 2',
    'c/setup.cfg': `[metadata]\n${' '.repeat(100_000)}x\nname = ok\n`,
    'requirements.txt': `flask==1.0\n${'-e '.repeat(1000)}\n@@@\n`,
  });
  expect(issues.map(({ kind, path }) => [kind, path])).toEqual([
    ['bad-input', 'a/pyproject.toml'],
    ['bad-input', 'b/Pipfile.lock'],
    ['bad-input', 'pyproject.toml'],
  ]);
  expect(frameworks.map((each) => each.name)).toEqual(['flask']);
});

test('content tells what is generated, and the model says so', () => {
  const model = project({ 'app/a.py': '# @generated\nimport django\n', 'app/b.py': 'x = 1\n' });
  expect(model.files.map((file) => [file.path, file.context])).toEqual([
    ['app/a.py', 'generated'],
    ['app/b.py', 'application'],
  ]);
  expect(model.frameworks).toEqual([]);
});
