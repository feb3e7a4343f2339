/** A fixed sample of the comparison with CPython; `npm run corpus:ast` is the large one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../../src/python/index.ts';
import { checkTree } from './check-tree.ts';
import { dumpModule } from './dump.ts';
import { excerpt, mutate, random } from './mutate.ts';
import { accepted, acceptedByAstOnly, rejected } from './verdicts.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = readFileSync(join(here, 'fixtures/every_construct.py'));
const python = ['python3.13', 'python3.12', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import ast, sys; sys.exit(sys.version_info < (3, 8))']).status === 0,
);

it('dumps every construct as CPython 3.13 does', () => {
  const expected = readFileSync(join(here, 'fixtures/every_construct.dump.txt'), 'utf8').trimEnd().split('\n');
  expect(dumpModule(parseModule(fixture))).toEqual(expected);
});

describe.runIf(python)('beside the installed Python', () => {
  const [minor, library] = python
    ? execFileSync(python, ['-c', 'import os, sys; print(sys.version_info[1]); print(os.path.dirname(os.__file__))'], {
        encoding: 'utf8',
      }).split('\n')
    : [];
  const relax = Number(minor) < 12;

  it('gives the same trees for the sample of its library', () => {
    const names = [
      'ast',
      'argparse',
      'dataclasses',
      'enum',
      'inspect',
      'os',
      'socket',
      'subprocess',
      'tarfile',
      'typing',
    ];
    const files = [
      ...names.map((name) => `${name}.py`),
      'asyncio/base_events.py',
      'json/decoder.py',
      'email/message.py',
    ];
    const paths = files.map((name) => join(library!, name));
    const answers = execFileSync(python!, [join(here, 'oracle.py'), ...(relax ? ['--relax'] : [])], {
      input: `${paths.join('\n')}\n`,
      encoding: 'utf8',
    });
    const ours = paths.map((path) => {
      const dump = dumpModule(parseModule(readFileSync(path)), { relax });
      return `ok ${createHash('sha256').update(dump.join('\n')).digest('hex')}`;
    });
    expect(answers.trim().split('\n')).toEqual(ours);
  });

  it.runIf(Number(minor) >= 12)('gives the same verdict on small programs', () => {
    const program =
      'import ast, json, sys, warnings\nwarnings.simplefilter("ignore")\n' +
      'def verdict(text):\n    try:\n        ast.parse(text)\n        return True\n    except Exception:\n        return False\n' +
      'print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))';
    const texts = [...accepted, ...acceptedByAstOnly, ...rejected];
    const answers: unknown = JSON.parse(
      execFileSync(python!, ['-c', program], { input: JSON.stringify(texts), encoding: 'utf8' }),
    );
    expect(answers).toEqual(texts.map((text) => !rejected.includes(text)));
  });
});

describe('verdicts', () => {
  const errors = (text: string) => parseModule(new TextEncoder().encode(text)).errors;
  it('accepts what Python accepts', () => {
    expect([...accepted, ...acceptedByAstOnly].filter((text) => errors(text).length > 0)).toEqual([]);
  });
  it('reports what Python rejects', () => {
    expect(rejected.filter((text) => errors(text).length === 0)).toEqual([]);
  });
});

it('keeps its invariants on damaged files', () => {
  const next = random(20);
  const source = fixture.toString('latin1');
  for (let round = 0; round < 5000; round++) {
    const bytes = Buffer.from(mutate(excerpt(source, 25, next), next), 'latin1');
    const problem = checkTree(parseModule(bytes));
    if (problem) expect.fail(`${problem}: ${JSON.stringify(bytes.toString('latin1'))}`);
  }
});
