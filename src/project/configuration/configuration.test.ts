/** Configuration: found, checked with file and line, and each value with its origin. */
import { describe, expect, it } from 'vitest';
import { memoryFileSystem } from '../../platform/index.ts';
import { type Configuration, type ConfigurationRequest, loadConfiguration } from './index.ts';

type Files = Parameters<typeof memoryFileSystem>[0];

function load(files: Files, change: Partial<ConfigurationRequest> = {}): Configuration {
  const fileSystem = memoryFileSystem({ '/repo/.git/HEAD': 'ref: refs/heads/main\n', '/repo/src/a.py': '', ...files });
  return loadConfiguration({ folder: '/repo/src', workingFolder: '/repo', fileSystem, environment: {}, ...change });
}

describe('discovery', () => {
  const one = 'fail-on = ["low"]\n';
  const other = 'fail-on = ["medium"]\n';

  it('walks up to the root of the repository and not beyond', () => {
    expect(load({ '/repo/theriac.toml': one }).files).toEqual(['/repo/theriac.toml']);
    expect(load({ '/theriac.toml': one }).files).toEqual([]);
  });

  it('takes the nearest folder, and there .theriac.toml before theriac.toml before pyproject.toml', () => {
    const pyproject = '[tool.theriac]\nfail-on = ["any"]\n';
    expect(load({ '/repo/src/theriac.toml': one, '/repo/.theriac.toml': other }).settings['fail-on']).toEqual(['low']);
    expect(load({ '/repo/theriac.toml': one, '/repo/.theriac.toml': other }).settings['fail-on']).toEqual(['medium']);
    expect(load({ '/repo/theriac.toml': one, '/repo/pyproject.toml': pyproject }).settings['fail-on']).toEqual(['low']);
    expect(load({ '/repo/pyproject.toml': pyproject }).settings['fail-on']).toEqual(['any']);
  });

  it('passes over a pyproject that does not configure it, however broken', () => {
    expect(load({ '/repo/src/pyproject.toml': '[tool.ruff]\n', '/repo/theriac.toml': one }).files).toEqual([
      '/repo/theriac.toml',
    ]);
    expect(load({ '/repo/src/pyproject.toml': 'theriac = [', '/repo/theriac.toml': one }).files).toEqual([
      '/repo/theriac.toml',
    ]);
    expect(load({ '/repo/src/pyproject.toml': '[tool.theriac]\nx = [' }).errors).toMatchObject([
      { path: '/repo/src/pyproject.toml', line: 2 },
    ]);
  });

  it('reads no file when isolated, and the named one instead of the found one', () => {
    expect(load({ '/repo/theriac.toml': one }, { isolated: true }).settings['fail-on']).toEqual(['new:high']);
    expect(
      load({ '/repo/theriac.toml': one, '/repo/ci.toml': other }, { options: ['ci.toml'] }).settings['fail-on'],
    ).toEqual(['medium']);
    expect(
      load({ '/repo/ci.toml': other }, { environment: { THERIAC_CONFIG: 'ci.toml' } }).settings['fail-on'],
    ).toEqual(['medium']);
    expect(load({}, { options: ['missing.toml'] }).errors[0].message).toContain('it does not exist');
  });
});

describe('precedence', () => {
  const files = {
    '/repo/theriac.toml': 'severity = "low"\nselect = ["a"]\n[per-file-ignores]\n"tests/**" = ["inventory"]\n',
  };

  it('is flag, --config, environment, file, default; and each value says where it comes from', () => {
    const environment = { THERIAC_SEVERITY: 'medium', THERIAC_FAIL_ON: 'high, secret', THERIAC_EXIT_ZERO: 'yes' };
    const first = load(files, { environment });
    expect(first.settings).toMatchObject({
      severity: 'medium',
      'fail-on': ['high', 'secret'],
      'exit-zero': true,
      select: ['a'],
    });
    expect(first.origins.get('severity')).toEqual({ kind: 'environment', variable: 'THERIAC_SEVERITY' });
    expect(first.origins.get('select')).toEqual({ kind: 'file', path: '/repo/theriac.toml', line: 2 });
    expect(first.origins.get('per-file-ignores')).toMatchObject({ line: 3 });
    expect(first.origins.get('format')).toEqual({ kind: 'default' });
    const second = load(files, { environment, options: ['severity=high', 'extend-select=["x"]'] });
    expect(second.settings).toMatchObject({ severity: 'high', 'extend-select': ['x'] });
    expect(
      load(files, { environment, options: ['severity=high'], flags: { severity: 'critical' } }).settings.severity,
    ).toBe('critical');
  });
});

describe('mistakes', () => {
  const messages = (text: string, change: Partial<ConfigurationRequest> = {}): string[] =>
    load({ '/repo/theriac.toml': text }, change).errors.map(({ message, line }) => `${line}: ${message}`);

  it('names an unknown key with its line and what was meant', () => {
    expect(messages('severity = "low"\nfail_on = ["high"]\n')).toEqual([
      '2: unknown key "fail_on"; did you mean "fail-on"?',
    ]);
    expect(messages('[zzz]\n')).toEqual(['1: unknown key "zzz".']);
  });

  it('says what a value must be', () => {
    expect(messages('severity = "hgih"')).toEqual([
      '1: "severity": "hgih" is not one of info, low, medium, high, critical; did you mean "high"?',
    ]);
    expect(messages('\nexit-zero = "yes"')).toEqual(['2: "exit-zero": expected boolean, found "yes".']);
    expect(messages('fail-on = ["hihg"]')[0]).toContain('unknown gate "hihg"; did you mean "high"?');
    expect(messages('[per-file-ignores]\na = ["x"]\n"b" = 1\n')).toEqual([
      '3: "per-file-ignores.b": expected Array, found 1.',
    ]);
    expect(messages('max-files = 0')).toHaveLength(1);
  });

  it('reports all of them, and the line of broken TOML', () => {
    expect(messages('a = 1\nb = 2\n')).toHaveLength(2);
    expect(messages('a = 1\nb = \n')[0]).toMatch(/^2: not valid TOML/);
  });

  it('finds them in the environment and in options too', () => {
    expect(messages('', { environment: { THERIAC_SEVERITY: 'loud' } })[0]).toContain(
      'THERIAC_SEVERITY: "severity": "loud" is not one of',
    );
    expect(messages('', { options: ['sverity=low'] })[0]).toContain(
      '--config sverity=low: unknown key "sverity"; did you mean "severity"?',
    );
  });

  it('keeps hostile keys plain', () => {
    expect(messages('__proto__.polluted = 1\nconstructor = 1\n')).toHaveLength(2);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(messages(`x = ${'['.repeat(50_000)}`)).toHaveLength(1);
  });
});

describe('extend', () => {
  it('starts from the other file, which may extend one more', () => {
    const { settings, files, errors } = load({
      '/repo/theriac.toml': 'extend = "ci/base.toml"\nseverity = "low"\n',
      '/repo/ci/base.toml': 'extend = "../org.toml"\nseverity = "high"\nformat = "json"\n',
      '/repo/org.toml': 'fail-on = ["any"]\n',
    });
    expect(errors).toEqual([]);
    expect(settings).toMatchObject({ severity: 'low', format: 'json', 'fail-on': ['any'] });
    expect(files).toEqual(['/repo/theriac.toml', '/repo/ci/base.toml', '/repo/org.toml']);
  });

  it('never leaves the repository, by name or by link', () => {
    const message = 'may not leave the repository';
    expect(load({ '/repo/theriac.toml': 'extend = "../other.toml"', '/other.toml': '' }).errors[0].message).toContain(
      message,
    );
    expect(load({ '/repo/theriac.toml': 'extend = "/etc/passwd"', '/etc/passwd': 'x' }).errors[0].message).toContain(
      message,
    );
    const link = {
      '/repo/theriac.toml': 'extend = "link.toml"',
      '/repo/link.toml': { link: '/other.toml' },
      '/other.toml': '',
    };
    expect(load(link).errors[0].message).toContain(message);
    const found = { '/repo/theriac.toml': { link: '/other.toml' }, '/other.toml': '' };
    expect(load(found).errors).toMatchObject([{ message: 'is a link that leaves the repository.' }]);
  });

  it('refuses circles and missing files', () => {
    expect(load({ '/repo/theriac.toml': 'extend = "theriac.toml"' }).errors[0].message).toContain('circle');
    expect(load({ '/repo/theriac.toml': 'extend = "no.toml"' }).errors[0].message).toContain('does not exist');
  });
});
