import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExpression } from '../nodes.generated.ts';
import { forEachNode } from '../tree.ts';
import { bindText, findNode } from './testing.ts';

/** API paths of the last expression `snippet` in a program. */
function names(program: string, snippet: string): readonly string[] {
  const bindings = bindText(program);
  return bindings.qualifiedNames(findNode(bindings.module, snippet));
}

describe('imports', () => {
  it.each([
    ['import subprocess\nsubprocess.run(c)', 'subprocess.run', 'subprocess.run'],
    ['import subprocess as sp\nsp.run(c)', 'sp.run', 'subprocess.run'],
    ['import os.path\nos.path.join(a)', 'os.path.join', 'os.path.join'],
    ['import os.path\nos.system(a)', 'os.system', 'os.system'],
    ['import os.path as p\np.join(a)', 'p.join', 'os.path.join'],
    ['import xml.etree.ElementTree as ET\nET.parse(f)', 'ET.parse', 'xml.etree.ElementTree.parse'],
    ['from subprocess import run\nrun(c)', 'run', 'subprocess.run'],
    ['from subprocess import run as r\nr(c)', 'r', 'subprocess.run'],
    ['from flask import request\nrequest.args', 'request.args', 'flask.request.args'],
    ['def f():\n  import os\n  os.system(c)', 'os.system', 'os.system'],
    ['def f():\n  from os import system as s\n  return lambda c: s(c)', 's', 'os.system'],
    ['from os import *\nsystem(c)', 'system', 'os.system'],
    ['from os import *\nopen(c)', 'open', 'os.open'],
    ['from unknown_package import *\nopen(c)', 'open', 'builtins.open'],
    ['from unknown_package import *\nthing(c)', 'thing', 'unknown_package.thing'],
    ['from tkinter import *\nfrom socket import *\ngethostbyname(c)', 'gethostbyname', 'socket.gethostbyname'],
    ['from .db import connect\nconnect()', 'connect', '.db.connect'],
    ['import importlib\nimportlib.import_module("os").system(c)', 'importlib.import_module("os").system', 'os.system'],
    ['from importlib import import_module as im\nm = im("o" + "s")\nm.system(c)', 'm.system', 'os.system'],
    ['__import__("os").system(c)', '__import__("os").system', 'os.system'],
    ['__import__("os.path").system(c)', '__import__("os.path").system', 'os.system'],
    ['__import__("os.path", fromlist=["x"]).join(c)', '__import__("os.path", fromlist=["x"]).join', 'os.path.join'],
    ['import sys\nsys.modules["os"].system(c)', 'sys.modules["os"].system', 'os.system'],
  ])('%s', (program, snippet, expected) => {
    expect(names(program, snippet)).toEqual([expected]);
  });

  it('keeps both sides of a conditional import', () => {
    const program = 'try:\n  import cPickle as p\nexcept ImportError:\n  import pickle as p\np.loads(x)';
    expect(names(program, 'p.loads')).toEqual(['cPickle.loads', 'pickle.loads']);
  });

  it('ignores the fallback None and a fallback function', () => {
    expect(names('try:\n  import yaml\nexcept ImportError:\n  yaml = None\nyaml.load(x)', 'yaml.load')).toEqual([
      'yaml.load',
    ]);
    const program = 'try:\n  from shlex import quote\nexcept ImportError:\n  def quote(s): return s\nquote(x)';
    expect(names(program, 'quote')).toEqual(['shlex.quote']);
  });

  it('leaves out imports that only Python 2 makes', () => {
    const program =
      'import sys\nif sys.version_info[0] < 3:\n  import urllib2 as u\nelse:\n  import urllib.request as u\nu.urlopen(x)';
    expect(names(program, 'u.urlopen')).toEqual(['urllib.request.urlopen']);
    const named = 'import sys\nPY2 = sys.version_info[0] == 2\nif PY2:\n  input = raw_input\ninput(c)';
    expect(names(named, 'input')).toEqual(['builtins.input']);
  });
});

describe('values that carry an API', () => {
  it.each([
    ['import subprocess\nr = subprocess.run\nr(c)', 'r', 'subprocess.run'],
    ['import requests\ns = requests.Session()\ns.get(u)', 's.get', 'requests.Session().get'],
    ['import requests\ndef f():\n  with requests.Session() as s:\n    s.get(u)', 's.get', 'requests.Session().get'],
    ['import requests\ndef f(s: requests.Session):\n  s.get(u)', 's.get', 'requests.Session().get'],
    ['import requests\ndef f(s: "requests.Session"):\n  s.get(u)', 's.get', 'requests.Session().get'],
    [
      'import requests\nfrom typing import Optional\ndef f(s: Optional[requests.Session] = None):\n  s.get(u)',
      's.get',
      'requests.Session().get',
    ],
    ['import requests\ndef f(s: requests.Session | None):\n  s.get(u)', 's.get', 'requests.Session().get'],
    [
      'import requests\ndef f(s=None):\n  if s is None:\n    s = requests.Session()\n  s.get(u)',
      's.get',
      'requests.Session().get',
    ],
    [
      'import requests\nclass A:\n  def __init__(self):\n    self.s = requests.Session()\n  def go(self):\n    self.s.get(u)',
      'self.s.get',
      'requests.Session().get',
    ],
    [
      'import requests\nclass A:\n  s: requests.Session\n  def go(self):\n    self.s.get(u)',
      'self.s.get',
      'requests.Session().get',
    ],
    [
      'import requests\nclass A:\n  def __init__(self, s: requests.Session):\n    self.s = s\na = A(x)\na.s.get(u)',
      'a.s.get',
      'requests.Session().get',
    ],
    [
      'import requests\nclass B:\n  def __init__(self):\n    self.s = requests.Session()\nclass A(B):\n  def go(self):\n    self.s.get(u)',
      'self.s.get',
      'requests.Session().get',
    ],
    [
      'from http.server import BaseHTTPRequestHandler\nclass H(BaseHTTPRequestHandler):\n  def do_GET(self):\n    self.rfile.read()',
      'self.rfile.read',
      'http.server.BaseHTTPRequestHandler().rfile.read',
    ],
    ['import a\nclass H(a.Base):\n  def f(self):\n    super().run(x)', 'super().run', 'a.Base().run'],
    [
      'import requests\ndef make():\n  s = requests.Session()\n  return s\nmake().get(u)',
      'make().get',
      'requests.Session().get',
    ],
    [
      'import requests\nfrom contextlib import contextmanager\n@contextmanager\ndef make():\n  yield requests.Session()\nwith make() as s:\n  s.get(u)',
      's.get',
      'requests.Session().get',
    ],
    ['import os\ngetattr(os, "system")(c)', 'getattr(os, "system")', 'os.system'],
    ['import os\nos.__dict__["system"](c)', 'os.__dict__["system"]', 'os.system'],
    ['import os\nvars(os)["system"](c)', 'vars(os)["system"]', 'os.system'],
    ['__builtins__.eval(c)', '__builtins__.eval', 'builtins.eval'],
    ['globals()["__builtins__"].eval(c)', 'globals()["__builtins__"].eval', 'builtins.eval'],
    ['import os\nos.__getattribute__("sys" + "tem")(c)', 'os.__getattribute__("sys" + "tem")', 'os.system'],
    [
      'import sqlite3\ndb = None\ndef init():\n  global db\n  db = sqlite3.connect(p)\ndef go():\n  db.execute(q)',
      'db.execute',
      'sqlite3.connect().execute',
    ],
    [
      'import requests\nfrom dataclasses import dataclass\n@dataclass\nclass C:\n  s: requests.Session\ndef f(c: C):\n  c.s.get(u)',
      'c.s.get',
      'requests.Session().get',
    ],
    ['import builtins\nbuiltins.eval(c)', 'builtins.eval', 'builtins.eval'],
    ['import os\nH = {"a": os.system, "b": os.popen}\nH["a"](c)', 'H["a"]', 'os.system'],
    ['import os\nfrom functools import partial\nr = partial(os.system)\nr(c)', 'r', 'os.system'],
    ['import os\na, b = os.system, os.popen\nb(c)', 'b', 'os.popen'],
    ['import os\nif (s := os.system):\n  s(c)', 's', 'os.system'],
    ['import os\nfor f in (os.system,):\n  f(c)', 'f', 'os.system'],
    ['import os\n[f(c) for f in [os.system]]', 'f', 'os.system'],
    ['import os\nx = cond and os.system\nx(c)', 'x', 'os.system'],
    [
      'import asyncio\nasync def f():\n  p = await asyncio.create_subprocess_shell(c)\n  p.communicate()',
      'p.communicate',
      'asyncio.create_subprocess_shell().communicate',
    ],
    ['import os\nos.environ["A"].lower()', 'os.environ["A"].lower', 'os.environ[].lower'],
    ['from pathlib import Path\n(Path(a) / b).write_text(c)', '(Path(a) / b).write_text', 'pathlib.Path().write_text'],
    ['import a\ntype X = a.B\ndef f[T](x: T, y: a.B) -> T:\n  y.go()', 'y.go', 'a.B().go'],
    ['import os\nclass A:\n  run = os.system\n  def f(self):\n    self.run(c)', 'self.run', 'os.system'],
    ['import os\nclass A:\n  @property\n  def run(self):\n    return os.system\nA().run(c)', 'A().run', 'os.system'],
    [
      'import os\nclass A:\n  @classmethod\n  def make(cls):\n    return cls()\n  def __init__(self):\n    self.o = os\nA.make().o.system(c)',
      'A.make().o.system',
      'os.system',
    ],
  ])('%s', (program, snippet, expected) => {
    expect(names(program, snippet)).toEqual([expected]);
  });
});

describe('names that are not the library', () => {
  it.each([
    ['class os:\n  system = print_it\nos.system(c)', 'os.system'],
    ['class os:\n  def system(c): pass\nos.system(c)', 'os.system'],
    ['def f(input):\n  input(c)', 'input'],
    ['def eval(x): pass\neval(c)', 'eval'],
    ['def eval(x): pass\ndef f():\n  eval(c)', 'eval'],
    ['def f():\n  eval(c)\n  eval = 1', 'eval'],
    ['for open in files:\n  open(c)', 'open'],
    ['import os\nos = Fake()\nos.system(c)', 'os.system'],
    ['import os\ndef f(os):\n  os.system(c)', 'os.system'],
    ['import os\nlambda os: os.system(c)', 'os.system'],
    ['import os\n[os.system(c) for os in xs]', 'os.system'],
    ['import os\ntry:\n  pass\nexcept E as os:\n  os.system(c)', 'os.system'],
    ['import os\nmatch v:\n  case {"a": os}:\n    os.system(c)', 'os.system'],
    ['def f():\n  import os\nos.system(c)', 'os.system'],
    ['class A:\n  import os\n  def f(self):\n    os.system(c)', 'os.system'],
    ['class A:\n  def system(self, c): pass\n  def f(self):\n    self.system(c)', 'self.system'],
    ['unknown.system(c)', 'unknown.system'],
  ])('%s', (program, snippet) => {
    expect(names(program, snippet)).toEqual([]);
  });

  it('sees the builtin before it is shadowed, and when it may not be', () => {
    const bindings = bindText('open(a)\nopen = 1\nopen(b)');
    expect(bindings.qualifiedName(findNode(bindings.module, 'open', 0))).toBe('builtins.open');
    expect(bindings.qualifiedName(findNode(bindings.module, 'open', 2))).toBeUndefined();
    expect(names('if x:\n  def eval(c): pass\neval(c)', 'eval')).toEqual(['builtins.eval']);
    expect(names('class A:\n  open = open\n', 'open')).toEqual(['builtins.open']);
  });
});

/** Asks everything about every node; what matters is that it ends and does not throw. */
function askEverything(program: string): number {
  const bindings = bindText(program);
  let answers = 0;
  forEachNode(bindings.module.words, (node, kind) => {
    if (!isExpression(kind)) return;
    if (bindings.qualifiedName(node) !== undefined) answers++;
    if (bindings.constant(node) !== undefined) answers++;
    if (bindings.isUnreachable(node)) answers++;
    if (bindings.scopeOf(node) === undefined) answers++;
  });
  return answers + bindings.exports.length;
}

describe('hostile programs', () => {
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('');

  it.each([
    ['attributes', `import a\nx = a${'.b'.repeat(2000)}`],
    ['calls', `import a\nx = a${'.b()'.repeat(2000)}`],
    ['subscripts', `x = a${'[0]'.repeat(2000)}`],
    ['sums', `import a\nx = ${'a + '.repeat(2000)}a`],
    ['elif', `def f():\n  if a: return\n${'  elif b: return\n'.repeat(1000)}  else: return\n  g(a)`],
    ['ternaries', `x = ${'1 if a else '.repeat(1000)}1`],
    ['aliases', many(1000, (i) => `a${i + 1} = a${i}\n`)],
    ['functions', `${many(1000, (i) => `def f${i + 1}(): return f${i}()\n`)}f1000()`],
    ['classes', `${many(1000, (i) => `class A${i + 2}(A${i + 1}, A${i}): pass\n`)}A1000().x()`],
    ['loops', `import os\nwhile x:\n${'  if c: os = y\n  os.system(1)\n'.repeat(1000)}`],
    ['self', `class A:\n def f(self):\n${'  self.x = self.x.y\n'.repeat(2000)}`],
    ['stars', 'from a import *\n'.repeat(1000) + 'q()\n'.repeat(200)],
    ['tables', `D = {${'"a": f, '.repeat(5000)}}\n${'D[k]()\n'.repeat(500)}`],
  ])('long %s', (_, program) => {
    expect(askEverything(program)).toBeGreaterThanOrEqual(0);
  });

  it('made of random tokens', () => {
    const token = fc.constantFrom(
      ...'a b c os self x = . , : ( ) [ ] { } import from as def class return if else for in while try except with lambda global nonlocal del yield await match case := * ** + == "s" 1 \n'.split(
        ' ',
      ),
      '\n',
      '\n  ',
      '\n    ',
      'import a as b\n',
      'def f(a, b=a):\n  ',
      'class A(B):\n  ',
      'for a in b:\n  ',
      '[a for a in b]',
      'self.x = a\n',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => askEverything(tokens.join(' ')) >= 0),
      { numRuns: 300 },
    );
  });

  it('ends on definitions that refer to each other', () => {
    expect(names('a = b\nb = a\ndef f(x=a): return g(x)\ndef g(y): return f(y)\nf(1).z', 'f(1).z')).toEqual([]);
    expect(names('import m\nx = m.a\nwhile c:\n  x = x.next()\nx.run()', 'x.run')[0]).toBe('m.a.run');
    expect(names('class A(A): pass\nclass B(C): pass\nclass C(B): pass\nC().x', 'C().x')).toEqual([]);
  });

  it('answers quickly on many definitions and long chains', () => {
    const conditional = `import os\n${'if c: os = x\n'.repeat(5000)}os.system(1)\n`;
    expect(names(conditional, 'os.system').length).toBeLessThan(2);
    const chain = `a = ${'b + '.repeat(20000)}b\n`;
    const bindings = bindText(chain);
    const sum = bindings.parent(findNode(bindings.module, 'b'));
    expect(bindings.constant(sum ?? 0)).toBeUndefined();
  });
});
