/** Finds Theriac's configuration and says of each value where it comes from: flag > environment > file > default. */
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type FileSystem, findGit, toSlashes } from '../../platform/index.ts';
import {
  type ConfigurationError,
  checkLayer,
  type Layer,
  type Origin,
  readEnvironmentLayer,
  readFileLayer,
  readOptionLayer,
} from './layer.ts';
import { defaults, type SettingName, type Settings, settingNames } from './settings.ts';

export interface ConfigurationRequest {
  /** Absolute folder from which the search goes upwards. */
  readonly folder: string;
  readonly fileSystem: FileSystem;
  /** Absolute folder that the paths in `options` are relative to. */
  readonly workingFolder: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Values of `--config`: files and `KEY=VALUE`, later ones win. */
  readonly options?: readonly string[];
  /** Read no file but those of `--config`. */
  readonly isolated?: boolean;
  /** Settings given as flags of their own. */
  readonly flags?: Settings;
}

type Defaulted = keyof typeof defaults;

/** Settings with the defaults filled in. */
export type EffectiveSettings = Omit<Settings, Defaulted> & {
  readonly [name in Defaulted]: NonNullable<Settings[name]>;
};

export interface Configuration {
  readonly settings: EffectiveSettings;
  readonly origins: ReadonlyMap<SettingName, Origin>;
  /** Configuration files that were read, the strongest first. */
  readonly files: readonly string[];
  /** Root of the git work tree that holds `folder`, if there is one. */
  readonly repository: string | undefined;
  /** Any of these means that the run must not start. */
  readonly errors: readonly ConfigurationError[];
}

const defaultSettings: EffectiveSettings = {
  ...defaults,
  'fail-on': [...defaults['fail-on']],
};
const fileNames = ['.theriac.toml', 'theriac.toml', 'pyproject.toml'];
const largestFile = 1_000_000;
const longestExtend = 10;

/** Loads the one configuration of a run. Never throws for bad input: look at `errors`. */
export function loadConfiguration(request: ConfigurationRequest): Configuration {
  const { environment, fileSystem, folder } = request;
  const repository = findGit(fileSystem, toSlashes(folder))?.workTree;
  const layers: Layer[] = [];
  const files: string[] = [];
  const options = [
    ...(environment['THERIAC_CONFIG'] ? [environment['THERIAC_CONFIG']] : []),
    ...(request.options ?? []),
  ];
  const named = options.filter((option) => !option.includes('='));
  const start = named.length > 0 ? resolve(request.workingFolder, named[named.length - 1]) : undefined;
  const boundary = repository ?? (start === undefined ? folder : dirname(start));
  const found = start ?? (request.isolated ? undefined : discover(folder, boundary, fileSystem));
  if (found !== undefined)
    layers.push(...readChain(found, { boundary, fileSystem, files, named: start !== undefined }));
  layers.push(readEnvironmentLayer(environment));
  for (const option of options) if (option.includes('=')) layers.push(readOptionLayer(option));
  if (request.flags !== undefined) {
    layers.push(checkLayer(request.flags, ([key]) => ({ kind: 'option', option: `--${key}` })));
  }
  return { ...mergeLayers(layers), files, repository };
}

/** Lower layers first. A key counts whole: lists are not joined, `extend-select` and the like are for that. */
function mergeLayers(layers: readonly Layer[]): Pick<Configuration, 'settings' | 'origins' | 'errors'> {
  const origins = new Map<SettingName, Origin>();
  for (const name of settingNames) if (Object.hasOwn(defaults, name)) origins.set(name, { kind: 'default' });
  let settings: EffectiveSettings = defaultSettings;
  for (const layer of layers) {
    settings = { ...settings, ...withoutUndefined(layer.settings) };
    for (const [name, origin] of layer.origins) origins.set(name, origin);
  }
  return { settings, origins, errors: layers.flatMap((layer) => layer.errors) };
}

/** Optional keys that are present hold a value: the schema's output never has `undefined` ones. */
function withoutUndefined(settings: Settings): Partial<EffectiveSettings> {
  return settings as Partial<EffectiveSettings>;
}

function discover(folder: string, boundary: string, fileSystem: FileSystem): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of fileNames) {
      const path = join(at, name);
      const status = fileSystem.status(path);
      if (!status.ok || status.value.kind === 'folder') continue;
      if (name !== 'pyproject.toml') return path;
      const content = readText(path, fileSystem);
      if (typeof content === 'string' && readFileLayer(content, path, true) !== undefined) return path;
    }
    if (at === boundary || dirname(at) === at) return undefined;
  }
}

interface Chain {
  readonly boundary: string;
  readonly fileSystem: FileSystem;
  readonly files: string[];
  /** The first file was named by `--config`. */
  readonly named: boolean;
}

/** Follows `extend`; the extended file comes first, so that the extending one wins. */
function readChain(start: string, { boundary, fileSystem, files, named }: Chain): Layer[] {
  const layers: Layer[] = [];
  let path = start;
  for (let depth = 0; ; depth++) {
    if (files.includes(path)) return [broken(path, '"extend" goes in a circle.'), ...layers];
    if (depth === longestExtend)
      return [broken(path, `"extend" goes through more than ${longestExtend} files.`), ...layers];
    files.push(path);
    // A file that was found, not named, must be the repository's own.
    if (depth === 0 && !named && leaves(path, boundary, fileSystem)) {
      return [broken(path, 'is a link that leaves the repository.')];
    }
    const content = readText(path, fileSystem);
    if (typeof content !== 'string') return [broken(path, `cannot be read: ${content.reason}.`), ...layers];
    const layer =
      readFileLayer(content, path, path.endsWith('pyproject.toml')) ?? broken(path, 'has no [tool.theriac] table.');
    layers.unshift(layer);
    const extend = layer.settings.extend;
    if (extend === undefined) return layers;
    const next = resolve(dirname(path), extend);
    if (leaves(next, boundary, fileSystem)) {
      const origin = layer.origins.get('extend');
      const line = origin?.kind === 'file' ? { line: origin.line } : {};
      const message = `"extend" may not leave the repository: ${extend}.`;
      return [{ settings: {}, origins: new Map(), errors: [{ message, path, ...line }] }, ...layers];
    }
    const real = fileSystem.resolveLink(next);
    path = real.ok ? real.value : next;
  }
}

/** By its name, or by the links on its way. */
function leaves(path: string, boundary: string, fileSystem: FileSystem): boolean {
  const real = fileSystem.resolveLink(path);
  return !isInside(path, boundary) || (real.ok && !isInside(real.value, realFolder(boundary, fileSystem)));
}

function broken(path: string, message: string): Layer {
  return { settings: {}, origins: new Map(), errors: [{ message, path }] };
}

/** Links are resolved before reading, because the disk refuses to open one. */
function readText(path: string, fileSystem: FileSystem): string | { readonly reason: string } {
  const real = fileSystem.resolveLink(path);
  if (!real.ok) return { reason: real.reason };
  const result = fileSystem.read(real.value, largestFile);
  return result.ok ? new TextDecoder().decode(result.value) : { reason: result.reason };
}

function realFolder(folder: string, fileSystem: FileSystem): string {
  const real = fileSystem.resolveLink(folder);
  return real.ok ? real.value : folder;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}
