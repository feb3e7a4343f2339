import { describe, expect, it } from 'vitest';
import { Kind } from '../../python/index.ts';
import { type CodeRule, call, defineRule, imported, node, reference, type Trigger } from './rule.ts';
import type { RuleContext } from './rule-context.ts';
import { scanSources } from './testing.ts';

const meta = {
  name: 'test-rule',
  title: 'A test',
  severity: 'low',
  confidence: 'high',
  cwe: ['CWE-1'],
  aliases: [],
  tags: ['test'],
  since: '0.1.0',
} as const;

function reporting(...on: readonly Trigger[]): CodeRule {
  return defineRule({ meta, on, check: (ctx, at, path) => ctx.report(at, { message: path }) });
}

async function lines(rule: CodeRule, sources: string | Record<string, string>): Promise<string[]> {
  const files = typeof sources === 'string' ? { 'a.py': sources } : sources;
  const { findings, issues } = await scanSources(files, { rules: [rule] });
  expect(issues).toEqual([]);
  return findings.map(({ location, message }) => `${location.path}:${location.start.line} ${message}`);
}

const system = reporting(call('os.system'));

describe('calls', () => {
  it.each([
    ['import os\nos.system("x")', 2],
    ['import os as o\no.system("x")', 2],
    ['from os import system\nsystem("x")', 2],
    ['from os import system as s\ns("x")', 2],
    ['from os import *\nsystem("x")', 2],
    ['def f():\n    import os\n    os.system("x")', 3],
    ['import importlib\nimportlib.import_module("os").system("x")', 2],
    ['__import__("os").system("x")', 1],
    ['import os\ngetattr(os, "sys" + "tem")("x")', 2],
    ['import os\nrun = os.system\nrun("x")', 3],
    ['import functools, os\nfunctools.partial(os.system, "x")()', 2],
    ['try:\n    from os import system\nexcept ImportError:\n    system = None\nsystem("x")', 5],
  ])('are found in %j', async (source, line) => {
    expect(await lines(system, source)).toEqual([`a.py:${line} os.system`]);
  });

  it.each([
    'def system(x): ...\nsystem("x")',
    'class os:\n    system = print\nos.system("x")',
    'import os\ndef f(os):\n    os.system("x")',
    'from mine import system\nsystem("x")',
    'import os\nos.system',
  ])('are not mistaken in %j', async (source) => {
    expect(await lines(system, source)).toEqual([]);
  });

  it('are followed through re-exports of the project, renamed or not', async () => {
    const sources = {
      'pkg/__init__.py': 'from .compat import *',
      'pkg/compat.py': 'from os import system as run_it\nfrom os import system',
      'app.py':
        'from pkg.compat import run_it\nfrom pkg import run_it as again, system\nrun_it("x")\nagain("x")\nsystem("x")',
    };
    expect(await lines(system, sources)).toEqual(['app.py:3 os.system', 'app.py:4 os.system', 'app.py:5 os.system']);
  });

  it('of any receiver are matched by their name', async () => {
    expect(await lines(reporting(call('*.execute')), 'def f(x):\n    x.y.execute()\n    execute()')).toEqual([
      'a.py:2 *.execute',
    ]);
  });
});

describe('other triggers', () => {
  it('reads', async () => {
    const old = reporting(reference('ssl.PROTOCOL_SSLv3'));
    const source =
      'import ssl\nfrom ssl import PROTOCOL_SSLv3 as old\nf(ssl.PROTOCOL_SSLv3)\ng(old)\nh(getattr(ssl, "PROTOCOL_SSLv3"))\nssl.PROTOCOL_SSLv3 = 1';
    expect((await lines(old, source)).map((line) => line.split(' ')[0])).toEqual(['a.py:3', 'a.py:4', 'a.py:5']);
  });

  it('imports by path segment, outside of type checking', async () => {
    const source =
      'import pickle\nimport pickleshare\nfrom pickle import loads\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pickle';
    expect((await lines(reporting(imported('pickle')), source)).map((line) => line.split(' ')[0])).toEqual([
      'a.py:1',
      'a.py:3',
    ]);
  });

  it('nodes, only where a symbol occurs', async () => {
    const rule = reporting(node('Assert', { symbols: ['password'] }));
    expect(await lines(rule, { 'a.py': 'assert x', 'b.py': 'assert password' })).toEqual(['b.py:1 ']);
  });

  it('nodes, only where a module can be reached', async () => {
    const rule = reporting(node('Assert', { roots: ['flask'] }));
    const sources = { 'a.py': 'assert x', 'b.py': 'import flask\nassert x', 'c.py': 'from b import app\nassert x' };
    expect(await lines(rule, sources)).toEqual(['b.py:2 ', 'c.py:2 ']);
  });

  it('the project as a whole', async () => {
    const rule = defineRule({
      meta,
      checkProject(project) {
        const settings = project.moduleNamed('shop.settings');
        settings?.report(settings.nodesOf('Assign')[0], { message: String(project.paths.length) });
      },
    });
    expect(await lines(rule, { 'shop/settings.py': 'DEBUG = True', 'shop/a.py': '' })).toEqual([
      'shop/settings.py:1 2',
    ]);
  });
});

describe('arguments', () => {
  const shell = async (source: string): Promise<string> => {
    let found = '';
    const rule = defineRule({
      meta,
      on: call('run.it'),
      check(ctx: RuleContext, at) {
        const argument = ctx.argument(at, 'shell', 1);
        found = argument.state === 'given' ? ctx.text(argument.node) : argument.state;
      },
    });
    await lines(rule, `import run\n${source}`);
    return found;
  };

  it.each([
    ['run.it(1, True)', 'True'],
    ['run.it(1, shell=True)', 'True'],
    ['run.it(shell=True, args=1)', 'True'],
    ['run.it(*[1, True])', 'True'],
    ['run.it(**{"shell": True})', 'True'],
    ['o = dict(shell=True)\nrun.it(**o)', 'True'],
    ['run.it(1)', 'absent'],
    ['run.it(**{"check": True})', 'absent'],
    ['def f(*a):\n    run.it(*a)', 'unknown'],
    ['def f(*a):\n    run.it(*a, shell=False)', 'False'],
    ['def f(**o):\n    run.it(1, **o)', 'unknown'],
    ['from functools import partial\np = partial(run.it, shell=True)\np(1)', 'True'],
  ])('%j is %s', async (source, expected) => {
    expect(await shell(source)).toBe(expected);
  });
});

describe('findings', () => {
  it('carry range, statement, scope, excerpt and the tokens of the statement', async () => {
    const source =
      'import os\nclass A:\n    def f(self):\n        x = (  # why\n            os.system("é"), 1\n        )\n';
    const { findings } = await scanSources({ 'pkg/a.py': source }, { rules: [system] });
    expect(findings[0]).toMatchObject({
      location: { path: 'pkg/a.py', start: { line: 5, column: 13 }, end: { line: 5, column: 27 } },
      statement: { startLine: 4, endLine: 6 },
      identity: { scope: 'pkg.a.A.f' },
      context: 'application',
    });
    expect(findings[0].identity.content).not.toContain('why');
    expect(findings[0].excerpt?.lines.some((line) => line.includes('os.system'))).toBe(true);
  });

  it('count a suppression for the header of a compound statement only', async () => {
    const source = 'import os\nwith (\n    os.system("x") as y\n):\n    pass\n    pass\n';
    const { findings } = await scanSources({ 'a.py': source }, { rules: [system] });
    expect(findings[0].statement).toEqual({ startLine: 2, endLine: 3 });
  });

  it('do not depend on the order of files', async () => {
    const a = { 'b.py': 'import os\nos.system(1)', 'a.py': 'from b import os\nos.system(2)' };
    const b = { 'a.py': a['a.py'], 'b.py': a['b.py'] };
    const scan = async (files: Record<string, string>) => (await scanSources(files, { rules: [system] })).findings;
    expect(await scan(a)).toEqual(await scan(b));
  });

  it('are reported once per place, and not in contexts the rule leaves out', async () => {
    const twice = defineRule({
      meta: { ...meta, contexts: ['application'] },
      on: [call('os.system'), node('Call')],
      check: (ctx, at) => ctx.report(at, { message: String(ctx.kind(at) === Kind.Call) }),
    });
    expect(await lines(twice, 'import os\nos.system(1)')).toHaveLength(1);
    const inTests = await scanSources({ 'a.py': 'import os\nos.system(1)' }, { rules: [twice], context: 'test' });
    expect(inTests.findings).toEqual([]);
  });

  it('of other rules survive a rule that fails, which is said', async () => {
    const broken = defineRule({
      meta: { ...meta, name: 'broken-rule' },
      on: call('os.system'),
      check() {
        throw new Error('oops');
      },
    });
    const { findings, issues } = await scanSources({ 'a.py': 'import os\nos.system(1)' }, { rules: [broken, system] });
    expect(findings).toHaveLength(1);
    expect(issues).toMatchObject([{ kind: 'internal-error', path: 'a.py', incomplete: true }]);
  });
});
