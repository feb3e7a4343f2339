/** The engine as a whole: its results do not depend on the order of modules, and each bound that is met is said. */
import { describe, expect, it } from 'vitest';
import { analyzeFlow, defaultOptions, type FlowModule } from '../../src/flow/index.ts';
import { builtInModels } from '../../src/models/index.ts';
import { parseModule } from '../../src/python/index.ts';

const modules = (files: Readonly<Record<string, string>>): FlowModule[] =>
  Object.entries(files).map(([path, text]) => ({ path, module: parseModule(new TextEncoder().encode(text)) }));

const shop = {
  'shop/__init__.py': '',
  'shop/compat.py': 'from flask import request, Flask\n',
  'shop/app.py': 'from .compat import Flask\napp = Flask(__name__)\n',
  'shop/store.py': 'import sqlite3\ndef find(name):\n    sqlite3.connect("x").execute("select " + name)\n',
  'shop/views.py':
    'from .app import app\nfrom .compat import request\nfrom . import store\n@app.route("/")\ndef index():\n    store.find(request.args["q"])\n',
  'shop/inner.py':
    'from .compat import request\nimport os\ndef make(bp):\n    @bp.route("/y")\n    def inner():\n        os.system(request.form["c"])\n    return inner\n',
};

describe('the flow engine', () => {
  it('finds the same whatever the order of the modules', () => {
    const all = modules(shop);
    const names = (list: readonly FlowModule[]): string[] =>
      analyzeFlow(list, builtInModels()).findings.map(
        (f) => `${f.place.path} ${f.place.start} ${f.kind} ${f.steps.length}`,
      );
    const first = names(all);
    expect(first.map((line) => line.split(' ')[0])).toEqual(['shop/inner.py', 'shop/store.py']);
    expect(names(all.toReversed())).toEqual(first);
    expect(names([...all.slice(3), ...all.slice(0, 3)])).toEqual(first);
  });

  it('interprets nothing where no untrusted data can come in', () => {
    const { counters } = analyzeFlow(
      modules({
        'a.py': 'import math\ndef f(x):\n    return math.sqrt(x)\nprint(f(4))\n',
        'b.py': 'import a\na.f(2)\n',
      }),
      builtInModels(),
    );
    expect(counters['steps']).toBe(0);
  });

  it('leaves out kinds that nobody asked for', () => {
    const options = { ...defaultOptions, kinds: new Set(['open-redirect']) };
    expect(analyzeFlow(modules(shop), builtInModels(), options).findings).toEqual([]);
  });

  it('says which bounds it met, once for each reason', () => {
    const text = `import os\nimport sys\n${'x = sys.argv[1]\nos.system("ls")\n'.repeat(40)}`;
    const { clamps } = analyzeFlow(modules({ 'a.py': text, 'b.py': text }), builtInModels(), {
      stepsPerRoot: 50,
      totalSteps: 1000,
    });
    expect(clamps.map(({ reason, count }) => ({ reason, count }))).toEqual([{ reason: 'step-budget', count: 2 }]);
    expect(clamps[0]?.place?.path).toBe('a.py');
  });

  it('survives trees that are deeper than the stack', () => {
    const deep = `import os\nfrom flask import request\ndef f():\n    os.system(request.args["x"])\n    return ${'('.repeat(150)}1${')'.repeat(150)}${'.a'.repeat(60_000)}\n`;
    const { clamps, findings } = analyzeFlow(modules({ 'a.py': deep }), builtInModels());
    expect(findings.map(({ kind }) => kind)).toEqual(['command-injection']);
    expect(clamps.every(({ reason }) => reason === 'stack-depth' || reason === 'step-budget')).toBe(true);
  });
});
