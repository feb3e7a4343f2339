/** Settings as Django would see them: split modules, environments, branches, versions. */
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../project/index.ts';
import { codeRules } from '../../rules.generated.ts';
import { scanSources } from '../../testing.ts';

async function found(rule: string, sources: { readonly [path: string]: string }, project: Partial<Project> = {}) {
  const { findings, issues } = await scanSources(sources, {
    rules: codeRules.filter(({ meta }) => meta.name === rule),
    project,
  });
  expect(issues).toEqual([]);
  return findings.map(({ location, severity }) => `${location.path}:${location.start.line} ${severity}`);
}

const project = 'ROOT_URLCONF = "shop.urls"\n';
const django = (specifier: string): Partial<Project> => ({
  frameworks: [{ name: 'django', seen: 'manifest', specifier, evidence: [] }],
});

describe('which module is judged', () => {
  it('judges the production module with what it inherits, and no other', async () => {
    const sources = {
      'shop/settings/__init__.py': '',
      'shop/settings/base.py': `${project}DEBUG = True\n`,
      'shop/settings/dev.py': 'from .base import *\nDEBUG = True\n',
      'shop/settings/production.py': 'from .base import *\n',
    };
    expect(await found('django-debug-enabled', sources)).toEqual(['shop/settings/base.py:2 high']);
    const fixed = { ...sources, 'shop/settings/production.py': 'from .base import *\nDEBUG = False\n' };
    expect(await found('django-debug-enabled', fixed)).toEqual([]);
  });

  it('takes the branch of production', async () => {
    const settings = `import os\n${project}if os.environ["STAGE"] == "production":\n    DEBUG = False\nelse:\n    DEBUG = True\n`;
    expect(await found('django-debug-enabled', { 'shop/settings.py': settings })).toEqual([]);
    const both = `import os\n${project}if os.environ["COLOUR"] == "red":\n    DEBUG = True\nelse:\n    DEBUG = True\n`;
    expect(await found('django-debug-enabled', { 'shop/settings.py': both })).toEqual(['shop/settings.py:4 high']);
  });

  it('says nothing about libraries, and about what may be set elsewhere', async () => {
    expect(await found('django-https-not-enforced', { 'shop/settings.py': 'PAGE_SIZE = 20\n' })).toEqual([]);
    const open = `${project}MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n`;
    expect(await found('django-https-not-enforced', { 'shop/settings.py': open })).toHaveLength(1);
    const overridden = `${open}from elsewhere.settings import *\n`;
    expect(await found('django-https-not-enforced', { 'shop/settings.py': overridden })).toEqual([]);
  });

  it('reads classes of django-configurations and files of django-split-settings', async () => {
    const classes = `from configurations import Configuration\nclass Base(Configuration):\n    ROOT_URLCONF = "u"\n    DEBUG = True\nclass Dev(Base):\n    DEBUG = True\nclass Production(Base):\n    ALLOWED_HOSTS = ["*"]\n    INSTALLED_APPS = []\n`;
    expect(await found('django-debug-enabled', { 'shop/settings.py': classes })).toEqual(['shop/settings.py:4 high']);
    const split = {
      'shop/settings/__init__.py': `from split_settings.tools import include\n${project}include("parts/*.py")\n`,
      'shop/settings/parts/web.py': 'DEBUG = True\n',
    };
    expect(await found('django-debug-enabled', split)).toEqual(['shop/settings/parts/web.py:1 high']);
  });
});

describe('values', () => {
  it.each([
    ['env.bool("DEBUG", default=True)', ['medium']],
    ['env.bool("DEBUG", True)', ['medium']],
    ['env.bool("DEBUG", default=False)', []],
    ['env("DEBUG")', ['medium']],
    ['os.environ.get("DEBUG", "1") == "1"', ['medium']],
    ['os.environ.get("DEBUG") == "1"', []],
    ['os.getenv("DEBUG", "true").lower() in ("1", "true")', ['medium']],
    ['bool(int(os.environ.get("DEBUG", 0)))', []],
    ['bool(int(os.environ.get("DEBUG", "1")))', ['medium']],
    ['os.environ.get("DEBUG", False)', []],
    ['os.environ["DEBUG"] == "1"', []],
    ['config("DEBUG", cast=bool, default="no")', []],
    ['config("DEBUG", cast=bool, default="yes")', ['medium']],
    ['not os.environ.get("PRODUCTION")', ['medium']],
    ['"--debug" in sys.argv', []],
    ['get_flag("DEBUG", True)', ['medium']],
  ])('%s', async (expression, severities) => {
    const helper =
      'def get_flag(name, default):\n    return os.environ.get(name) == "1" if name in os.environ else default\n';
    const settings = `import os, sys\nimport environ\nfrom decouple import config\n${helper}env = environ.Env(DEBUG=(bool, True))\n${project}DEBUG = ${expression}\n`;
    const lines = await found('django-debug-enabled', { 'shop/settings.py': settings });
    expect(lines.map((line) => line.split(' ')[1])).toEqual(severities);
  });
});

describe('versions', () => {
  const settings = {
    'shop/settings.py': `${project}SECURE_BROWSER_XSS_FILTER = True\nCSRF_TRUSTED_ORIGINS = ["shop.example"]\n`,
  };
  it('reports removed settings where every allowed version has removed them', async () => {
    const name = 'django-setting-without-effect';
    expect(await found(name, settings, django('>=4.2,<6'))).toEqual([
      'shop/settings.py:2 low',
      'shop/settings.py:3 low',
    ]);
    expect(await found(name, settings, django('>=3.2'))).toEqual([]);
    expect(await found(name, settings)).toEqual([]);
  });
});
