/** A month of a project: thirty commits; after each, what is new, known, fixed and waived is exactly right. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatBaseline, updateBaseline } from '../../src/findings/index.ts';
import { disk } from '../../src/platform/index.ts';
import { openBase, readDecisions, type ScanReport, scanProject, triageReport } from '../../src/scan/index.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/run-theriac.ts';

let folder: TemporaryFolder;
const path = (name: string): string => join(folder.path, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');

beforeAll(() => {
  folder = temporaryFolder({});
  git('init', '-q', '-b', 'main');
});
afterAll(() => folder.remove());

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Jane', '-c', 'user.email=jane@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: folder.path, stdio: 'pipe' });
}
function write(name: string, text: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text);
}
const edit = (name: string, from: string | RegExp, to: string): void => write(name, read(name).replace(from, to));
const move = (from: string, to: string): void => {
  mkdirSync(dirname(path(to)), { recursive: true });
  renameSync(path(from), path(to));
};

async function scan(today: string, against?: string): Promise<ScanReport> {
  const options = { root: folder.path, only: ['code', 'secrets'] as const, today };
  const report = await scanProject(options);
  const base = against === undefined ? undefined : await openBase(folder.path, against);
  const before = base && (await scanProject({ ...options, fileSystem: base.fileSystem }));
  const decisions = readDecisions({
    read: (name) => {
      const content = disk.read(path(name), 1_000_000);
      return content.ok ? content.value : undefined;
    },
    paths: [],
    rules: report.rules,
    today,
  });
  return triageReport(report, decisions, {
    whole: true,
    ...(base && before && { base: { against: base.name, findings: before.findings } }),
  });
}

const shell = (name: string, word = 'ls'): string =>
  `def ${name}(value):\n    subprocess.run(f"${word} {value}", shell=True)\n`;
const evaluate = (name: string): string => `def ${name}(text):\n    return eval(text)\n`;
const head = 'import subprocess\n\n\n';
const waiver = (fingerprint: string, expires: string): string => `- id: W-1
  match: {fingerprint: "${fingerprint}"}
  reason: The only caller passes a constant.
  kind: false-positive
  owner: jane
  created: 2026-11-01
  expires: ${expires}
`;

interface Step {
  readonly what: string;
  readonly change: (last: ScanReport | undefined) => void | Promise<void>;
  readonly today?: string;
  /** Against the commit before; `path:rule`. */
  readonly introduced?: readonly string[];
  readonly fixed?: readonly string[];
  /** All open findings, those the commit before has included; a number. */
  readonly open: number;
  readonly known?: number;
  readonly waived?: number;
  readonly stale?: number;
}
const run = 'subprocess-with-shell';
const evil = 'eval-of-dynamic-code';

/** `known`: findings of the commit before and of the baseline; `open`: neither accepted nor in the baseline. */
const steps: readonly Step[] = [
  { what: 'an empty package', change: () => write('app/__init__.py', ''), open: 0 },
  {
    what: 'a shell',
    change: () => write('app/run.py', head + shell('one')),
    introduced: [`app/run.py:${run}`],
    open: 1,
  },
  { what: 'nothing to do with it', change: () => write('app/text.py', 'x = 1\n'), open: 1 },
  { what: 'blank lines above', change: () => edit('app/run.py', head, `${head}\n\n\n`), open: 1 },
  { what: 'a comment above', change: () => edit('app/run.py', 'import', '# runs things\nimport'), open: 1 },
  {
    what: 'the call over several lines',
    change: () =>
      edit('app/run.py', '(f"ls {value}", shell=True)', '(\n        f"ls {value}",\n        shell=True,\n    )'),
    open: 1,
  },
  {
    what: 'a second, equal one in the same function',
    change: () => edit('app/run.py', /$/, '    subprocess.run(f"ls {value}", shell=True)\n'),
    introduced: [`app/run.py:${run}`],
    open: 2,
  },
  {
    what: 'the first of the two is gone',
    change: () => write('app/run.py', head + shell('one')),
    fixed: [`app/run.py:${run}`],
    open: 1,
  },
  { what: 'the file moves', change: () => move('app/run.py', 'app/tools/run.py'), open: 1 },
  { what: 'the file is renamed', change: () => move('app/tools/run.py', 'app/tools/commands.py'), open: 1 },
  {
    what: 'an eval',
    change: () => write('app/calc.py', evaluate('calc')),
    introduced: [`app/calc.py:${evil}`],
    open: 2,
  },
  {
    what: 'the eval is fixed',
    change: () => write('app/calc.py', 'def calc(text):\n    return int(text)\n'),
    fixed: [`app/calc.py:${evil}`],
    open: 1,
  },
  {
    what: 'the eval is back',
    change: () => write('app/calc.py', evaluate('calc')),
    introduced: [`app/calc.py:${evil}`],
    open: 2,
  },
  {
    what: 'a baseline of both',
    change: async () => {
      const report = await scan('2026-11-14');
      const note = { today: '2026-11-14', author: 'Jane', reason: 'before the audit' };
      write('.theriac/baseline.json', formatBaseline(updateBaseline(report.findings, note)));
    },
    open: 0,
    known: 2,
  },
  {
    what: 'a third shell',
    change: () => write('app/new.py', head + shell('fresh', 'cat')),
    introduced: [`app/new.py:${run}`],
    open: 1,
    known: 2,
  },
  {
    what: 'an equal function in another file',
    change: () => write('app/copy.py', head + shell('fresh', 'cat')),
    introduced: [`app/copy.py:${run}`],
    open: 2,
    known: 2,
  },
  {
    what: 'the copy goes',
    change: () => rmSync(path('app/copy.py')),
    fixed: [`app/copy.py:${run}`],
    open: 1,
    known: 2,
  },
  {
    what: 'a waiver for it',
    change: (last) => {
      const own = last?.findings.find(({ location }) => location.path === 'app/new.py');
      write('.theriac/waivers.yaml', waiver(own?.fingerprints.primary.slice(0, 16) ?? '', '2026-12-01'));
    },
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'the waived one is reformatted',
    change: () => edit('app/new.py', ', shell', ',  shell'),
    open: 0,
    known: 2,
    waived: 1,
  },
  { what: 'a known one moves', change: () => move('app/calc.py', 'app/maths/calc.py'), open: 0, known: 2, waived: 1 },
  {
    what: 'a comment in it',
    change: () => edit('app/maths/calc.py', 'return', '# as the manual says\n    return'),
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'a known one is fixed',
    change: () => write('app/tools/commands.py', 'x = 1\n'),
    fixed: [`app/tools/commands.py:${run}`],
    open: 0,
    known: 1,
    waived: 1,
    stale: 1,
  },
  {
    what: 'and is back, known as before',
    change: () => write('app/tools/commands.py', head + shell('one')),
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'functions are reordered',
    change: () => write('app/tools/commands.py', `${head}def zero():\n    pass\n\n\n${shell('one')}`),
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'an accepting comment',
    change: () =>
      write(
        'app/ok.py',
        `${head}${shell('fine', 'du')}`.replace('True)', `True)  # theriac: ignore[${run}] value is a constant`),
      ),
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'the comment goes',
    change: () => write('app/ok.py', head + shell('fine', 'du')),
    introduced: [`app/ok.py:${run}`],
    open: 1,
    known: 2,
    waived: 1,
  },
  {
    what: 'it is fixed',
    change: () => rmSync(path('app/ok.py')),
    fixed: [`app/ok.py:${run}`],
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'a file that cannot be parsed',
    change: () => write('tests/test_broken.py', 'def (\n'),
    open: 0,
    known: 2,
    waived: 1,
  },
  {
    what: 'the waiver has ended',
    today: '2026-12-02',
    change: () => edit('app/text.py', '1', '2'),
    // The finding is open again, and the expired waiver is a finding; neither came with this commit's code.
    introduced: ['.theriac/waivers.yaml:expired-waiver'],
    open: 2,
    known: 2,
  },
  {
    what: 'the waived one is fixed, so the waiver is unused',
    today: '2026-12-02',
    change: () => rmSync(path('app/new.py')),
    introduced: ['.theriac/waivers.yaml:unused-waiver'],
    fixed: [`app/new.py:${run}`],
    open: 1,
    known: 2,
  },
];

it('decides thirty commits exactly', async () => {
  expect(steps).toHaveLength(30);
  let last: ScanReport | undefined;
  for (const [index, step] of steps.entries()) {
    await step.change(last);
    git('add', '-A');
    git('commit', '-q', '-m', step.what);
    const today = step.today ?? '2026-11-15';
    const report = await scan(today);
    const compared = index === 0 ? undefined : await scan(today, 'HEAD~1');
    const decided = report.triage?.decided;
    const nameOf = ({ location, rule }: ScanReport['findings'][number]): string => `${location.path}:${rule}`;
    const seen = {
      introduced: (compared ?? report).findings.filter(({ suppressions }) => suppressions.length === 0).map(nameOf),
      fixed: compared?.triage?.comparison?.fixed.map(nameOf) ?? [],
      open: report.findings.filter(({ suppressions }) => suppressions.length === 0).length,
      known: decided?.baseline,
      waived: decided?.waiver,
      stale: report.triage?.baseline?.stale.length ?? 0,
    };
    const { introduced = [], fixed = [], open, known = 0, waived = 0, stale = 0 } = step;
    expect({ step: step.what, ...seen }).toEqual({ step: step.what, introduced, fixed, open, known, waived, stale });
    last = report;
  }
}, 60_000);
