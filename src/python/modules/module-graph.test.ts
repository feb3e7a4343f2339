import { describe, expect, it } from 'vitest';
import { findNode, parseText } from '../bind/testing.ts';
import { buildModuleGraph, type ModuleGraph } from './index.ts';

function project(files: Record<string, string>, roots: readonly string[] = []): ModuleGraph {
  return buildModuleGraph(
    Object.entries(files).map(([path, text]) => ({ path, module: parseText(text) })),
    roots,
  );
}

function names(graph: ModuleGraph, path: string, snippet: string): readonly string[] {
  const bindings = graph.bindings(path);
  if (bindings === undefined) throw new Error(`no file ${path}`);
  return bindings.qualifiedNames(findNode(bindings.module, snippet));
}

function value(graph: ModuleGraph, path: string, snippet: string): unknown {
  const bindings = graph.bindings(path);
  const constant = bindings?.constant(findNode(bindings.module, snippet));
  return constant !== undefined && 'value' in constant ? constant.value : constant;
}

describe('names of files', () => {
  it('follow the roots, the longest first', () => {
    const graph = project({ 'src/app/__init__.py': '', 'src/app/db.py': '', 'tools/run.py': '', 'setup.py': '' }, [
      'src',
      '.',
    ]);
    expect(graph.moduleOf('src/app/__init__.py')).toMatchObject({ name: 'app', isPackage: true });
    expect(graph.moduleOf('src/app/db.py')?.name).toBe('app.db');
    expect(graph.moduleOf('tools/run.py')?.name).toBe('tools.run');
    expect(graph.moduleOf('setup.py')?.name).toBe('setup');
    expect(graph.pathOf('app.db')).toBe('src/app/db.py');
    expect(graph.has('tools')).toBe(true);
  });

  it('prefer source over stubs and packages over modules', () => {
    const graph = project({ 'a.pyi': '', 'a.py': '', 'b.py': '', 'b/__init__.py': '' });
    expect(graph.pathOf('a')).toBe('a.py');
    expect(graph.pathOf('b')).toBe('b/__init__.py');
  });
});

describe('imports', () => {
  it('resolve absolute, relative and namespace packages', () => {
    const graph = project({ 'src/app/__init__.py': '', 'src/app/a/b.py': '', 'src/app/c.py': '' }, ['src']);
    expect(graph.resolveImport('src/app/c.py', 'app.a.b', 0)).toEqual({
      kind: 'module',
      name: 'app.a.b',
      path: 'src/app/a/b.py',
    });
    expect(graph.resolveImport('src/app/c.py', 'a.b', 1)).toMatchObject({ name: 'app.a.b' });
    expect(graph.resolveImport('src/app/a/b.py', 'c', 2)).toMatchObject({ name: 'app.c' });
    expect(graph.resolveImport('src/app/__init__.py', 'c', 1)).toMatchObject({ name: 'app.c' });
    expect(graph.resolveImport('src/app/c.py', 'app.a', 0)).toEqual({ kind: 'namespace', name: 'app.a' });
    expect(graph.resolveImport('src/app/c.py', 'requests', 0)).toEqual({ kind: 'external', name: 'requests' });
    expect(graph.resolveImport('src/app/c.py', 'x', 9)).toMatchObject({ kind: 'external' });
  });

  it('find the neighbours of scripts and of services, not of package members', () => {
    const graph = project({
      'services/api/app/__init__.py': '',
      'services/api/app/main.py': 'from app.db import run\nrun(x)\nimport logging\nlogging.basicConfig()',
      'services/api/app/db.py': 'from os import system as run',
      'services/api/app/logging.py': 'def basicConfig(): pass',
      'services/web/app/__init__.py': '',
      'services/web/app/db.py': 'from os import popen as run',
      'scripts/go.py': 'import helper\nhelper.run(x)',
      'scripts/helper.py': 'from subprocess import run',
    });
    expect(names(graph, 'services/api/app/main.py', 'run')[0]).toBe('os.system');
    expect(names(graph, 'services/api/app/main.py', 'logging.basicConfig')).toEqual(['logging.basicConfig']);
    expect(names(graph, 'scripts/go.py', 'helper.run')[0]).toBe('subprocess.run');
  });

  it('follow re-exports, aliases and star imports', () => {
    const graph = project({
      'app/__init__.py': 'from .compat import yaml_load\nfrom .impl import *',
      'app/compat.py': 'import yaml\nyaml_load = yaml.load',
      'app/impl/__init__.py': '__all__ = ["shell"]\n__all__ += ["more"]\nfrom .deep import shell, hidden, more',
      'app/impl/deep.py': 'from os import system as shell\nfrom os import popen as hidden, execv as more',
      'main.py':
        'import app\nfrom app.compat import yaml_load\nyaml_load(x)\napp.yaml_load(y)\napp.shell(c)\napp.hidden(c)\nfrom app import *\nmore(c)',
    });
    expect(names(graph, 'main.py', 'yaml_load')).toEqual(['yaml.load', 'app.compat.yaml_load']);
    expect(names(graph, 'main.py', 'app.yaml_load')[0]).toBe('yaml.load');
    expect(names(graph, 'main.py', 'app.shell')[0]).toBe('os.system');
    expect(names(graph, 'main.py', 'more')[0]).toBe('os.execv');
    expect(names(graph, 'main.py', 'app.hidden')).toEqual(['app.hidden']);
    expect(graph.exportOf('app', 'shell')[0].names[0]).toBe('os.system');
  });

  it('survive circles', () => {
    const graph = project({
      'a.py': 'from b import *\nfrom b import x\nz = x',
      'b.py': 'from a import *\nfrom a import z\nx = z\nfrom os import system',
      'main.py': 'from a import z, system\nz(1)\nsystem(2)',
    });
    // The re-export has no value to follow; the name under which it was imported stays.
    expect(names(graph, 'main.py', 'z').every((name) => /^[ab]\.[xz]$/.test(name))).toBe(true);
    expect(names(graph, 'main.py', 'system')[0]).toBe('os.system');
  });
});

describe('definitions in other files', () => {
  const graph = project(
    {
      'src/app/__init__.py': '',
      'src/app/config.py': 'HOST = "a"\nURL = "https://" + HOST\nDEBUG = True\nMODE = 1\nMODE = 2\nKEYS = ["k"]\n',
      'src/app/db.py': `
import sqlite3
from .config import URL
class Base:
    def __init__(self):
        self.connection = sqlite3.connect(URL)
class Store(Base):
    def cursor(self):
        return self.connection.cursor()
def store() -> "Store":
    return Store()
`,
      'src/app/views.py': `
from app import config
from app.db import store, Store
from app.config import URL, MODE
s = store()
s.cursor().execute(q)
class Mine(Store):
    def go(self):
        self.connection.execute(q)
print(URL, MODE, config.DEBUG, config.KEYS[0])
store()
`,
    },
    ['src'],
  );

  it('give types to what they return', () => {
    expect(names(graph, 'src/app/views.py', 's.cursor().execute')[0]).toBe('sqlite3.connect().cursor().execute');
    expect(names(graph, 'src/app/views.py', 'self.connection.execute')[0]).toBe('sqlite3.connect().execute');
  });

  it('are references with the names they were imported by', () => {
    const bindings = graph.bindings('src/app/views.py')!;
    const [reference] = bindings.references(findNode(bindings.module, 'store'));
    expect(reference).toMatchObject({ kind: 'function', names: ['app.db.store'] });
    expect(reference.kind === 'function' && reference.bindings.moduleName).toBe('app.db');
  });

  it('carry constants that are written once', () => {
    expect(value(graph, 'src/app/views.py', 'URL')).toBe('https://a');
    expect(value(graph, 'src/app/views.py', 'config.DEBUG')).toBe(true);
    expect(value(graph, 'src/app/views.py', 'config.KEYS[0]')).toBe('k');
    expect(value(graph, 'src/app/views.py', 'MODE')).toBeUndefined();
  });
});

it('keeps the public names of the standard library when the standard library is what is scanned', () => {
  const graph = project(
    {
      'Lib/os.py': 'from posix import *\nfrom posix import system',
      'Lib/subprocess.py': 'class Popen: pass\ndef run(): return Popen()',
      'Lib/user.py': 'import os, subprocess\nos.system(c)\nsubprocess.run(c)',
    },
    ['Lib'],
  );
  expect(names(graph, 'Lib/user.py', 'os.system')[0]).toBe('os.system');
  expect(names(graph, 'Lib/user.py', 'subprocess.run')).toEqual(['subprocess.run']);
});
