import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFileSystem } from '../../platform/index.ts';
import { matchesGlob } from './glob.ts';
import { formats, parseCommandLine, runBandit } from './index.ts';
import { nosecIds } from './nosec.ts';

const shell = 'import subprocess\nsubprocess.call("tar *", shell=True)\n';

async function run(args: string, files: Readonly<Record<string, string>>, input = '') {
  const outcome = await runBandit(args.split(' '), {
    fs: memoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/repo/${path}`, text]))),
    workingFolder: '/repo',
    readInput: () => new TextEncoder().encode(input),
    generated: '2026-01-01T00:00:00Z',
  });
  return outcome;
}

/** `line id severity/confidence` of each finding. */
async function findings(source: string, args = ''): Promise<readonly string[]> {
  const { text } = await run(`-f json ${args} app.py`.replaceAll('  ', ' '), { 'app.py': source });
  const report: {
    results: { line_number: number; test_id: string; issue_severity: string; issue_confidence: string }[];
  } = JSON.parse(text);
  return report.results
    .map(
      (result) => `${result.line_number} ${result.test_id} ${result.issue_severity[0]}/${result.issue_confidence[0]}`,
    )
    .sort();
}

describe('ids and grades', () => {
  it.each([
    ['assert x', ['1 B101 L/H']],
    ['exec(code)', ['1 B102 M/H']],
    ['import os\nos.chmod("f", 0o777)', ['2 B103 H/H']],
    ['x = "0.0.0.0"', ['1 B104 M/M']],
    ['password = "x"\nd["token"] = "y"\nif self.secret == "z": pass', ['1 B105 L/M', '2 B105 L/M', '3 B105 L/M']],
    ['f(user_password="x")', ['1 B106 L/M']],
    ['def f(token="x"): pass', ['1 B107 L/M']],
    ['x = "/tmpfoo"', ['1 B108 M/M']],
    ['try:\n    f()\nexcept Exception:\n    pass', ['3 B110 L/H']],
    ['import requests\nrequests.get(u)\nrequests.get(u, timeout=None)', ['2 B113 M/L', '3 B113 M/L']],
    ['import tarfile\nt.extractall()\nt.extractall(filter="data")', ['2 B202 H/H']],
    ['from pickle import loads as l\nl(x)', ['1 B403 L/H', '2 B301 M/H']],
    ['import importlib\nimportlib.import_module("telnetlib")', ['2 B401 H/H']],
    ['import hashlib\nhashlib.md5(x)\nhashlib.new("SHA1", usedforsecurity=False)', ['2 B324 H/H']],
    ['import subprocess\nsubprocess.run(args, shell=True)', ['1 B404 L/H', '2 B602 H/H']],
    ['import subprocess\nsubprocess.run(["ls", x])', ['1 B404 L/H', '2 B603 L/H', '2 B607 L/H']],
    ['import os\nos.system("/bin/chmod a *")', ['2 B605 L/H', '2 B609 H/M']],
    ['x = "select a from " + t + " where b"\ncur.execute(f"delete from {t}")', ['1 B608 M/L', '2 B608 M/M']],
    ['import yaml\nyaml.load(x)\nyaml.load(x, Loader=yaml.SafeLoader)', ['2 B506 M/H']],
    ['import jinja2\njinja2.Environment()\njinja2.Environment(autoescape=f())', ['2 B701 H/H', '3 B701 H/M']],
    ['x = 1 # \u202e', ['1 B613 H/M']],
    [
      'from django.utils.safestring import mark_safe\ndef f(p):\n    a = "x"\n    mark_safe(a)\n    mark_safe(p)\n    mark_safe("%s" % a)',
      ['4 B308 M/H', '5 B308 M/H', '5 B703 M/H', '6 B308 M/H'],
    ],
    [
      'from cryptography.hazmat.primitives.asymmetric import rsa\nrsa.generate_private_key(65537, 1024)',
      ['2 B505 M/H'],
    ],
  ])('%j', async (source, expected) => {
    expect(await findings(`${source}\n`)).toEqual(expected);
  });
});

describe('nosec', () => {
  it.each([
    ['# nosec', []],
    ['# nosec B602', ['B602']],
    ['# nosec: B602, start_process_with_partial_path', ['B602', 'B607']],
    ['# nosec B602,B607', ['B607']],
    ['# nosec reviewed by me', []],
  ])('%s', (comment, ids) => {
    expect([...(nosecIds(comment) ?? ['none'])]).toEqual(ids);
  });

  it('reads lower case only, and no other marker', () => {
    expect(nosecIds('# NOSEC')).toBeUndefined();
    expect(nosecIds('# noqa: S602')).toBeUndefined();
  });

  it('hides what a comment within the node names, unless it is told not to', async () => {
    const source = 'import os\nos.system(  # nosec B605\n    "ls"\n)\n';
    expect(await findings(source)).toEqual(['2 B607 L/H']);
    expect(await findings(source, '--ignore-nosec')).toEqual(['2 B605 L/H', '2 B607 L/H']);
  });
});

describe('selection', () => {
  it('takes and skips tests, and grades', async () => {
    expect(await findings(shell, '-t B404')).toEqual(['1 B404 L/H']);
    expect(await findings(shell, '-s B404,B602,B607')).toEqual(['2 B609 H/M']);
    expect(await findings(shell, '-lll')).toEqual(['2 B609 H/M']);
    expect(await findings(shell, '-ll -iii')).toEqual([]);
    expect(await findings(shell, '--severity-level high')).toEqual(['2 B609 H/M']);
    await expect(findings(shell, '-t B404 -s B404')).rejects.toThrow('B404 cannot be selected and skipped');
  });

  it('reads YAML with profiles and TOML, only where -c names them', async () => {
    const files = {
      'app.py': `${shell}assert x\n`,
      'b.yaml': 'skips: [B404]\nprofiles:\n  small:\n    include: [B101]\nassert_used:\n  skips: ["*/app.py"]\n',
      'pyproject.toml': '[tool.bandit]\ntests = ["B404"]\n',
    };
    const ids = async (args: string): Promise<string> => {
      const { text } = await run(`${args} -f custom --msg-template {test_id} app.py`, files);
      return text.trim().replaceAll('\n', ' ');
    };
    expect(await ids('-c b.yaml')).toBe('B602 B607 B609');
    expect(await ids('-c b.yaml -p small')).toBe('');
    expect(await ids('-c pyproject.toml')).toBe('B404');
    expect(await ids('-q')).toContain('B101');
    await expect(ids('-c b.yaml -p none')).rejects.toThrow('no profile "none"');
  });

  it('reads the one .bandit file below the targets, without letting it reach out', async () => {
    const files = { 'src/app.py': shell, 'src/.bandit': '[bandit]\nskips: B404,B602\noutput: /etc/passwd\n' };
    const outcome = await run('-r src', files);
    expect(outcome.output).toBeUndefined();
    expect(outcome.warnings.join()).toContain('output');
    expect(outcome.text).not.toContain('B404');
    await expect(run('-r src', { ...files, 'src/a/.bandit': '[bandit]\n' })).rejects.toThrow('--ini');
  });

  it('leaves folders out without -r, and what -x names', async () => {
    const files = { 'src/app.py': shell, 'src/tests/a.py': shell, '.github/b.py': shell };
    expect((await run('src', files)).warnings.join()).toContain('-r');
    const scanned = async (args: string): Promise<string> => {
      const { text } = await run(`-r . ${args} -t B404 -f custom --msg-template {relpath}`, files);
      return text.trim().replaceAll('\n', ' ');
    };
    // Bandit's default `.git` is part of `.github`; `-x` takes its place.
    expect(await scanned('-q')).toBe('src/app.py src/tests/a.py');
    expect(await scanned('-x ./src/tests')).toBe('.github/b.py src/app.py');
  });
});

describe('exit codes and reports', () => {
  it('says 1 for findings, 0 for none, for --exit-zero and for what cannot be parsed', async () => {
    expect((await run('app.py', { 'app.py': shell })).exitCode).toBe(1);
    expect((await run('--exit-zero app.py', { 'app.py': shell })).exitCode).toBe(0);
    const broken = await run('-f json app.py missing.py', { 'app.py': 'def f(:\n' });
    expect(broken.exitCode).toBe(0);
    expect(JSON.parse(broken.text).errors).toHaveLength(2);
    expect((await run('-', {}, 'x = 1\n')).exitCode).toBe(0);
    await expect(run('--nothing app.py', {})).rejects.toThrow('no option --nothing');
  });

  it.each(formats.map((format) => [format]))('writes %s', async (format) => {
    const hostile = { 'a<&"=.py': `${shell}x = "/tmp/\u001b[2J]]>"\n` };
    const { text } = await run(`-f ${format} a<&"=.py`, hostile);
    expect(text).toContain('B602');
    expect(text).not.toContain('\u001b');
    if (format === 'html' || format === 'xml') expect(text).not.toContain('a<&');
  });

  it('reports nothing that a baseline knows, and candidates for what is new beside it', async () => {
    const old = await run('-f json app.py', { 'app.py': shell });
    const files = { 'app.py': `${shell}eval(a)\neval(b)\n`, 'old.json': old.text };
    const report = JSON.parse((await run('-f json -b old.json app.py', files)).text);
    expect(report.results.map((result: { test_id: string }) => result.test_id)).toEqual(['B307', 'B307']);
    expect(report.results[0].candidates).toHaveLength(2);
    expect((await run('-f json -b old.json app.py', { ...files, 'app.py': shell })).exitCode).toBe(0);
    await expect(run('-f csv -b old.json app.py', files)).rejects.toThrow('baseline');
  });

  it('fills templates as str.format does', async () => {
    const args = [
      '-f',
      'custom',
      '--msg-template',
      '{relpath:5.3s}|{line:03}|{test_id:^8}|{msg:>1}|{{x}}',
      '-t',
      'B404',
      'app.py',
    ];
    const { text } = await runBandit(args, {
      fs: memoryFileSystem({ '/repo/app.py': shell }),
      workingFolder: '/repo',
      readInput: () => new Uint8Array(),
      generated: '',
    });
    expect(text).toBe('app  |001|  B404  |The module subprocess is imported.|{x}\n');
  });
});

describe('globs and arguments', () => {
  it('match as fnmatch does', () => {
    expect(matchesGlob('./a/b.py', '*.py')).toBe(true);
    expect(matchesGlob('a/b.pyw', '*.p[xy]?')).toBe(true);
    expect(matchesGlob('a[1].py', 'a[[]1].py')).toBe(true);
    expect(matchesGlob('b', '[!ab]')).toBe(false);
  });

  it('never take long and match themselves', () => {
    fc.assert(fc.property(fc.string(), (text) => matchesGlob(text, text.replace(/[[\]*?]/g, '?'))));
    expect(matchesGlob('a'.repeat(20_000), `${'*a'.repeat(500)}b`)).toBe(false);
  });

  it('are read in every form', () => {
    const options = parseCommandLine(['-rqlll', '-tB101', '--skip=B102', '-n', '5', 'a', '--', '-b']);
    expect(options).toMatchObject({
      recursive: true,
      quiet: true,
      severity: 4,
      tests: 'B101',
      skips: 'B102',
      contextLines: 5,
      targets: ['a', '-b'],
    });
  });
});
