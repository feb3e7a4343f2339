import { describe, expect, it } from 'vitest';
import { repr } from '../constants/index.ts';
import { bindText, findNode } from './testing.ts';

/** repr of the folded value of the last expression `snippet`. */
function folded(program: string, snippet: string): string | undefined {
  const bindings = bindText(program);
  const value = bindings.constant(findNode(bindings.module, snippet));
  return value === undefined ? undefined : repr(value);
}

describe('names that hold constants', () => {
  it.each([
    ['A = 1\nf(A)', 'A', '1'],
    ['A = "a"\ndef f():\n  return A + "b"', 'A + "b"', "'ab'"],
    ['A = B = 2\nf(A * B)', 'A * B', '4'],
    ['a, (b, c) = 1, (2, 3)\nf(c)', 'c', '3'],
    ['A = {"k": [1, 2]}\nf(A["k"][-1])', 'A["k"][-1]', '2'],
    ['x = 1\nx = 2\nf(x)', 'x', '2'],
    ['A: int = 3\nf(A)', 'A', '3'],
    ['if (n := 10) > 5:\n  f(n)', 'n', '10'],
    ['A = "x"\nf(f"{A!r:>5}|{1 + 1}")', 'f"{A!r:>5}|{1 + 1}"', '"  \'x\'|2"'],
    ['T = "rm %s"\nf(T % "-rf")', 'T % "-rf"', "'rm -rf'"],
    ['f(" ".join(["ls", "-l"]))', '" ".join(["ls", "-l"])', "'ls -l'"],
    ['import string\nf(string.digits[:3])', 'string.digits[:3]', "'012'"],
    ['A = ["a"]\nf("a" in A)', '"a" in A', 'True'],
    ['f("%(a)s" % dict(a=1))', '"%(a)s" % dict(a=1)', "'1'"],
    ['f("a" "b")', '"a" "b"', "'ab'"],
    ['f(1 if not [] else 2)', '1 if not [] else 2', '1'],
    ['class A:\n  X = "a"\nf(A.X)', 'A.X', "'a'"],
    ['import subprocess\nC = ["ls"]\nsubprocess.run(C)\nf(C + ["-l"])', 'C + ["-l"]', "['ls', '-l']"],
    ['f(",".join({"a": 1}.keys()))', '",".join({"a": 1}.keys())', "'a'"],
  ])('%s', (program, snippet, expected) => {
    expect(folded(program, snippet)).toBe(expected);
  });

  it.each([
    ['a parameter', 'def f(a=1):\n  g(a)', 'a'],
    ['two branches', 'if c:\n  a = 1\nelse:\n  a = 2\nf(a)', 'a'],
    ['maybe unbound', 'if c:\n  a = 1\nf(a)', 'a'],
    ['a loop', 'a = 1\nwhile c:\n  f(a)\n  a = 2', 'a'],
    ['augmented', 'a = 1\na += 1\nf(a)', 'a'],
    ['written by another function', 'a = 1\ndef g():\n  global a\n  a = 2\ndef f():\n  h(a)', 'a'],
    ['written twice and read later', 'a = 1\ndef f():\n  h(a)\na = 2', 'a'],
    ['a list that grows', 'a = [1]\na.append(x)\nf(a)', 'a'],
    ['a list with a second name', 'a = [1]\nb = a\nb.append(x)\nf(a)', 'a'],
    ['a dict that is written', 'a = {}\na["k"] = x\nf(a)', 'a'],
    ['a shadowed builtin', 'def len(x): return 1\nf(len("abc"))', 'len("abc")'],
    ['a lone surrogate', 'f("\\ud800")', '"\\ud800"'],
    ['too long', 'f("a" * 100000)', '"a" * 100000'],
    ['too large', 'f(10 ** 10 ** 10)', '10 ** 10 ** 10'],
    ['an attribute that is written', 'class A:\n  X = "a"\nA.X = y\nf(A.X + "")', 'A.X + ""'],
    [
      'an attribute that instances overwrite',
      'class A:\n  X = 1\n  def f(self, x):\n    self.X = x\n    g(self.X)',
      'self.X',
    ],
    [
      'a class list that grows',
      'class A:\n  X = []\n  def f(self):\n    self.X.append(1)\n    g(self.X == [])',
      'self.X == []',
    ],
    ['a dict whose list grows', 'a = {"k": []}\na["k"].append(x)\nf(a == {})', 'a == {}'],
    [
      'a list that a function of the project may change',
      'a = []\ndef fill(x): x.append(1)\nfill(a)\nf(a == [])',
      'a == []',
    ],
    ['through self', 'class A:\n  X = "a"\n  def f(self):\n    g(self.X)', 'self.X'],
    ['through cls', 'class A:\n  X = "a"\n  @classmethod\n  def f(cls):\n    g(cls.X)', 'cls.X'],
    ['an Enum member', 'from enum import Enum\nclass A(Enum):\n  X = "a"\nf(A.X)', 'A.X'],
    ['itself', 'a = a + 1\nf(a)', 'a'],
  ])('not %s', (_, program, snippet) => {
    expect(folded(program, snippet)).toBeUndefined();
  });

  it('folds a long chain without recursion', () => {
    const chain = Array.from({ length: 3000 }, () => '"a"').join(' + ');
    expect(folded(`f(${chain})`, chain)).toBe(`'${'a'.repeat(3000)}'`);
  });
});
