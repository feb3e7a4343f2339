import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { artifactName, isCommitId, parseDirectReference } from './direct-reference.ts';
import { parseRequirementsTxt, type RequirementLine } from './requirements-txt.ts';
import { shellCommands, shellSplit } from './shell-words.ts';

const lines = (text: string) =>
  parseRequirementsTxt(text).filter((entry): entry is RequirementLine => entry.kind === 'requirement');
const only = (text: string) => {
  const all = parseRequirementsTxt(text);
  expect(all).toHaveLength(1);
  return all[0]!;
};

describe('requirements.txt', () => {
  test('pins with hashes over several lines keep their place and their parents', () => {
    const text = [
      '# This file is made by pip-compile',
      'jinja2==3.1.4 \\',
      '    --hash=sha256:AA11 \\',
      '    --hash=sha256:bb22',
      '    # via',
      '    #   -r requirements.in',
      '    #   flask',
      'markupsafe==2.1.5  # via jinja2, werkzeug',
      '',
      '# a remark about what follows',
      'plain>=1',
    ].join('\n');
    const [jinja, markup, plain] = lines(text);
    expect(jinja).toMatchObject({
      text: 'jinja2==3.1.4',
      hashes: ['sha256:aa11', 'sha256:bb22'],
      via: ['-r requirements.in', 'flask'],
    });
    expect(text.slice(jinja!.span.start, jinja!.span.end)).toMatch(/^jinja2.*bb22$/s);
    expect(markup!.via).toEqual(['jinja2', 'werkzeug']);
    expect(plain!.via).toEqual([]);
  });

  test('options, includes and constraints', () => {
    const entries = parseRequirementsTxt(
      [
        '-r base.txt',
        '--requirement=more.txt',
        '-cconstraints.txt',
        '--index-url https://index.example/simple --extra-index-url=https://private.example/simple',
        '-i https://other.example/simple',
        '--no-index',
        '--pre',
        '--trusted-host index.example',
        '--only-binary :all:',
        '-f "./wheel house"',
      ].join('\n'),
    );
    expect(entries.map(({ span: _, ...rest }) => rest)).toEqual([
      { kind: 'include', as: 'requirements', path: 'base.txt' },
      { kind: 'include', as: 'requirements', path: 'more.txt' },
      { kind: 'include', as: 'constraints', path: 'constraints.txt' },
      { kind: 'option', name: 'index-url', value: 'https://index.example/simple' },
      { kind: 'option', name: 'extra-index-url', value: 'https://private.example/simple' },
      { kind: 'option', name: 'index-url', value: 'https://other.example/simple' },
      { kind: 'option', name: 'no-index' },
      { kind: 'option', name: 'pre' },
      { kind: 'option', name: 'trusted-host', value: 'index.example' },
      { kind: 'option', name: 'only-binary', value: ':all:' },
      { kind: 'option', name: 'find-links', value: './wheel house' },
    ]);
  });

  test('editable installs, addresses and paths', () => {
    expect(only('-e .[dev,test]')).toMatchObject({
      editable: true,
      reference: { kind: 'path', path: '.' },
      referenceExtras: ['dev', 'test'],
    });
    expect(only('--editable=git+https://git.example/a/b.git@v1.2#egg=b&subdirectory=src')).toMatchObject({
      editable: true,
      reference: { kind: 'vcs', url: 'https://git.example/a/b.git', ref: 'v1.2', name: 'b', subdirectory: 'src' },
    });
    expect(only('https://files.example/foo-1.0-py3-none-any.whl#sha256=AB ; python_version < "3.9"')).toMatchObject({
      reference: { kind: 'archive', name: 'foo', version: '1.0' },
      hashes: ['sha256:ab'],
      marker: { kind: 'compare' },
    });
    expect(only('foo @ git+ssh://git@git.example/foo.git')).toMatchObject({
      requirement: { key: 'foo' },
      reference: { kind: 'vcs', url: 'ssh://git@git.example/foo.git' },
    });
    expect(only('./vendor/bar-2.0.tar.gz')).toMatchObject({ reference: { kind: 'path', name: 'bar', version: '2.0' } });
  });

  test('markers, per-requirement options, environment variables and comments', () => {
    const text = `a==1 ; os_name == "nt" --config-settings="k=v" # why\nb #no comment without space: c#d\nx$${'{VERSION}'}`;
    const [a, b, x] = lines(text);
    expect(a).toMatchObject({ requirement: { key: 'a' }, options: [{ name: 'config-settings', value: 'k=v' }] });
    expect(b).toMatchObject({ text: 'b' });
    expect(x).toMatchObject({ usesEnvironment: true });
  });

  test('a broken line is an error at its place and the rest is read', () => {
    const entries = parseRequirementsTxt('\ufeffa==1\r\n???\r\nb==2\r\n');
    expect(entries.map(({ kind }) => kind)).toEqual(['requirement', 'error', 'requirement']);
    expect(entries[2]!.span).toEqual({ start: 12, end: 16 });
  });

  test('any text is read without throwing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '=', '\\', '\n', '#', '-', ' ', '"', '@', '[', ';', '$') }),
        (text) => {
          for (const { span } of parseRequirementsTxt(text)) expect(span.end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
    expect(parseRequirementsTxt('a \\\n'.repeat(50_000))).toHaveLength(1);
  });
});

describe('direct references', () => {
  test('file names of wheels and source archives', () => {
    expect(artifactName('https://files.example/a/zope.interface-7.0.1-1-cp312-cp312-manylinux1_x86_64.whl')).toEqual({
      name: 'zope.interface',
      version: '7.0.1',
    });
    expect(artifactName('python-dateutil-2.9.0.post0.tar.gz')).toEqual({
      name: 'python-dateutil',
      version: '2.9.0.post0',
    });
    expect(artifactName('torch-2.0%2Bcu118-cp311-cp311-linux_x86_64.whl')).toEqual({
      name: 'torch',
      version: '2.0+cu118',
    });
    expect(artifactName('archive/main.zip')).toEqual({});
  });

  test('requirements are no references', () => {
    expect(parseDirectReference('requests')).toBeUndefined();
    expect(parseDirectReference('zope.interface==1.0')).toBeUndefined();
    expect(isCommitId('a'.repeat(40))).toBe(true);
    expect(isCommitId('main')).toBe(false);
  });
});

describe('shell', () => {
  test('commands, quotes, continuations, comments, redirections', () => {
    const script = "A=1 pip install \"foo>=1\" \\\n  bar'==2' >/dev/null 2>&1 && echo $(x y) # pip\npip ''|tee";
    expect(shellCommands(script).map(({ words }) => words.map(({ text }) => text))).toEqual([
      ['A=1', 'pip', 'install', 'foo>=1', 'bar==2'],
      ['echo', '$(x y)'],
      ['pip', ''],
      ['tee'],
    ]);
    expect(shellSplit(`a "b ; c" d\\ e 'f"g'`)).toEqual(['a', 'b ; c', 'd e', 'f"g']);
  });

  test('any script is read without throwing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '\n', '#', '$', '{', '(', ')', '>', '&', ' ') }),
        (script) => {
          for (const { words } of shellCommands(script))
            for (const { start, end } of words) expect(start).toBeLessThan(end);
        },
      ),
    );
  });
});
