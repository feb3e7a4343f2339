/** Identity on real scans: what people do to files every day keeps the fingerprints that baselines hang on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFileSystem } from '../platform/index.ts';
import { scanProject } from '../scan/index.ts';
import type { Finding } from './index.ts';

/** Functions that each hold weaknesses; `~` stands for a blank, a line break or a comment between two tokens of a call. */
const functions = [
  'def load(data):\n    import pickle\n    return pickle.loads(~data~)\n',
  'def run(name):\n    import subprocess\n    subprocess.run(~"ls " + name,~shell=True~)\n    subprocess.run(~"ls " + name,~shell=True~)\n',
  'class Shop:\n    def calculate(self, text):\n        return eval(~text~)\n\n    def start(self, name):\n        import os\n        os.system(~"start " + name~)\n',
  'def parse(text):\n    import yaml\n    return yaml.load(~text,~Loader=yaml.Loader~)\n',
  'def harmless(value):\n    return value + 1\n',
];

interface Layout {
  readonly order: readonly number[];
  readonly gaps: readonly string[];
  readonly between: readonly string[];
}

const layout: fc.Arbitrary<Layout> = fc.record({
  order: fc.shuffledSubarray(
    functions.map((_, index) => index),
    { minLength: functions.length },
  ),
  gaps: fc.array(fc.constantFrom('', ' ', '\n            ', '  # why\n            ', ' \\\n            '), {
    minLength: 20,
    maxLength: 20,
  }),
  between: fc.array(fc.constantFrom('', '\n', '# a comment\n', 'LIMIT = 7\n\n\n', '\n\n\n\n'), {
    minLength: 6,
    maxLength: 6,
  }),
});

function write({ order, gaps, between }: Layout): string {
  let gap = 0;
  const parts = order.map((index, at) => between[at] + functions[index].replace(/~/g, () => gaps[gap++ % gaps.length]));
  return `${parts.join('\n\n')}\n`;
}

async function scan(path: string, source: string): Promise<readonly Finding[]> {
  const fileSystem = memoryFileSystem({ [`/repo/${path}`]: source });
  const report = await scanProject({
    root: '/repo',
    fileSystem,
    only: ['code'],
    extendSelect: ['inventory'],
    today: '2026-01-01',
  });
  expect(report.issues).toEqual([]);
  return report.findings;
}

const keys = (findings: readonly Finding[], key: 'primary' | 'moved'): string[] =>
  findings.map(({ fingerprints }) => fingerprints[key]).sort();
const plain: Layout = { order: functions.map((_, index) => index), gaps: [''], between: new Array(6).fill('') };

describe('fingerprints of a scanned file', () => {
  it('stay through formatting, comments, moved lines and reordered code, and never meet', async () => {
    const before = await scan('shop/app.py', write(plain));
    expect(before.length).toBeGreaterThanOrEqual(6);
    expect(new Set(keys(before, 'primary')).size).toBe(before.length);
    await fc.assert(
      fc.asyncProperty(layout, async (change) => {
        expect(keys(await scan('shop/app.py', write(change)), 'primary')).toEqual(keys(before, 'primary'));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      "import os\n\n\ndef run(a):\n    os.system('ls ' + a)\n",
      'import os\n\n\ndef run(a):\n    os.system("ls " + a)\n',
    ],
    [
      'import os\n\n\ndef run(a):\n    os.system("ls " + a)\n',
      'import os\n\n\ndef run(a):\n    os.system(\n        ("ls " + a),\n    )\n',
    ],
    [
      'def run(a):\n    x = eval(a) + eval(a + a)\n    return x\n',
      'def run(a):\n    x = (\n        eval(a)\n        + eval(a + a)\n    )\n    return x\n',
    ],
  ])('stay through what formatters change: %j', async (before, after) => {
    const known = keys(await scan('shop/app.py', before), 'primary');
    expect(known.length).toBeGreaterThan(0);
    expect(keys(await scan('shop/app.py', after), 'primary')).toEqual(known);
  });

  it('keep their second key when the file moves', async () => {
    const before = await scan('shop/app.py', write(plain));
    const after = await scan('store/core/pages.py', write(plain));
    expect(keys(after, 'moved')).toEqual(keys(before, 'moved'));
    expect(keys(after, 'primary')).not.toEqual(keys(before, 'primary'));
  });
});
