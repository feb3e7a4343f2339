/** The options of single tests, as a configuration file of Bandit sets them. */
import { isRecord } from './records.ts';

export interface KeySize {
  /** Below this many bits: high. */
  readonly high: number;
  readonly medium: number;
}

export interface PluginSettings {
  readonly assertSkips: readonly string[];
  readonly temporaryFolders: readonly string[];
  readonly subprocess: ReadonlySet<string>;
  readonly shell: ReadonlySet<string>;
  readonly noShell: ReadonlySet<string>;
  readonly badProtocols: readonly string[];
  readonly passTyped: boolean;
  readonly continueTyped: boolean;
  readonly keySizes: Readonly<Record<'DSA' | 'RSA' | 'EC', KeySize>>;
  readonly markupNames: readonly string[];
  readonly allowedCalls: readonly string[];
}

const named = (prefix: string, names: string): string[] => names.split(' ').map((name) => `${prefix}.${name}`);

/** Bandit's defaults with what a configuration file says about single tests. */
export function pluginSettings(config: Readonly<Record<string, unknown>>): PluginSettings {
  const section = (name: string): Readonly<Record<string, unknown>> => (isRecord(config[name]) ? config[name] : {});
  const texts = (
    from: Readonly<Record<string, unknown>>,
    key: string,
    otherwise: readonly string[],
  ): readonly string[] => {
    const value = from[key];
    return Array.isArray(value) ? value.map(String) : otherwise;
  };
  const shell = section('shell_injection');
  const keys = section('weak_cryptographic_key');
  const size = (name: string, high: number, medium: number): KeySize => ({
    high: numberOr(keys[`weak_key_size_${name}_high`], high),
    medium: numberOr(keys[`weak_key_size_${name}_medium`], medium),
  });
  return {
    assertSkips: texts(section('assert_used'), 'skips', []),
    temporaryFolders: texts(section('hardcoded_tmp_directory'), 'tmp_dirs', ['/tmp', '/var/tmp', '/dev/shm']),
    subprocess: new Set(texts(shell, 'subprocess', named('subprocess', 'Popen call check_call check_output run'))),
    shell: new Set(
      texts(shell, 'shell', [
        ...named('os', 'system popen popen2 popen3 popen4'),
        ...named('popen2', 'popen2 popen3 popen4 Popen3 Popen4'),
        ...named('commands', 'getoutput getstatusoutput'),
        ...named('subprocess', 'getoutput getstatusoutput'),
      ]),
    ),
    noShell: new Set(
      texts(shell, 'no_shell', [
        ...named('os', 'execl execle execlp execlpe execv execve execvp execvpe'),
        ...named('os', 'spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe startfile'),
      ]),
    ),
    badProtocols: texts(section('ssl_with_bad_version'), 'bad_protocol_versions', [
      ...['PROTOCOL_SSLv2', 'SSLv2_METHOD', 'SSLv23_METHOD', 'PROTOCOL_SSLv3', 'PROTOCOL_TLSv1'],
      ...['SSLv3_METHOD', 'TLSv1_METHOD', 'PROTOCOL_TLSv1_1', 'TLSv1_1_METHOD'],
    ]),
    passTyped: section('try_except_pass')['check_typed_exception'] === true,
    continueTyped: section('try_except_continue')['check_typed_exception'] === true,
    keySizes: { DSA: size('dsa', 1024, 2048), RSA: size('rsa', 1024, 2048), EC: size('ec', 160, 224) },
    markupNames: texts(section('markupsafe_xss'), 'extend_markup_names', []),
    allowedCalls: texts(section('markupsafe_xss'), 'allowed_calls', []),
  };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
