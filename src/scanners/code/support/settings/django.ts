/** Finds the Django settings modules that run in production and what they set, over split modules and environments. */

import { parseVersion } from '../../../../formats/index.ts';
import type { Project } from '../../../../project/index.ts';
import { AnnAssign, Assign, ImportFrom, Kind, listItems, Module, Name } from '../../../../python/index.ts';
import type { ProjectContext } from '../../project-context.ts';
import type { Report } from '../../report.ts';
import { type CodeRule, defineRule, type RuleDefinition } from '../../rule.ts';
import type { RuleContext } from '../../rule-context.ts';
import { type Evaluated, evaluateClass, evaluateModule } from './evaluate.ts';
import { stageOf } from './expressions.ts';
import { itemsOf, judge, textOf, truthOf, unset, type Value, type Verdict } from './values.ts';

/** The settings one environment runs with. */
export interface DjangoSettings {
  readonly ctx: RuleContext;
  /** Nothing overrides these settings from outside of what was read: what is not set here is not set. */
  readonly isComplete: boolean;
  readonly version: VersionRange;
  get(name: string): Value;
  /** Whether a list setting certainly holds an item whose text matches. */
  holds(name: string, pattern: RegExp): boolean;
  /** Whether a list setting certainly holds no such item. */
  lacks(name: string, pattern: RegExp): boolean;
  /** Reports the value of a setting at the expression that sets it. */
  report(value: Value, report: Report): void;
  /** Reports on the first line of the settings module. */
  reportMissing(report: Report): void;
}

/** `[major, minor]` of the lowest and the highest version that the manifests and lock files allow. */
export interface VersionRange {
  readonly minimum: readonly [number, number] | undefined;
  readonly maximum: readonly [number, number] | undefined;
}

type SettingRule = Omit<RuleDefinition, 'on' | 'check' | 'checkProject'> & {
  readonly checkSettings: (settings: DjangoSettings) => void;
};

/** A rule about Django settings: `checkSettings` runs for every production-like settings module of the project. */
export function defineSettingRule({ meta, checkSettings }: SettingRule): CodeRule {
  return defineRule({
    meta: { ...meta, contexts: ['application'] },
    checkProject(project) {
      for (const settings of djangoSettings(project)) checkSettings(settings);
    },
  });
}

/** A boolean setting: bad when it is off (or on) for certain; `unsetIsBad`: its default is bad too. */
export function judgeSwitch(settings: DjangoSettings, name: string, bad: boolean, unsetIsBad: boolean): Verdict {
  return judge(settings.get(name), (value) => {
    if (value.kind === 'unset') return unsetIsBad && settings.isComplete;
    return truthOf(value) === bad;
  });
}

/** Every production-like settings module, in the order of the paths. */
export function djangoSettings(project: ProjectContext): readonly DjangoSettings[] {
  return project.memo(djangoSettings, () => findSettings(project));
}

const markers = new Set(['INSTALLED_APPS', 'MIDDLEWARE', 'ROOT_URLCONF', 'MIDDLEWARE_CLASSES']);

interface Candidate {
  readonly ctx: RuleContext;
  /** Paths of the modules it star-imports. */
  readonly bases: ReadonlySet<string>;
}

function findSettings(project: ProjectContext): DjangoSettings[] {
  const candidates = new Map<string, Candidate>();
  const others: Candidate[] = [];
  for (const path of project.paths) {
    const ctx = project.module(path);
    if (ctx === undefined || ctx.file.context === 'vendored') continue;
    const { isSettings, imports } = topLevel(ctx);
    if (!isSettings && imports.length === 0) continue;
    const bases = new Set(imports.flatMap((statement) => project.importedFrom(ctx, statement)?.file.path ?? []));
    if (isSettings) candidates.set(path, { ctx, bases });
    else if (bases.size > 0) others.push({ ctx, bases });
  }
  if (candidates.size === 0) return [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const other of others)
      if (!candidates.has(other.ctx.file.path) && [...other.bases].some((base) => candidates.has(base))) {
        candidates.set(other.ctx.file.path, other);
        grown = true;
      }
  }
  const version = frameworkVersion(project.project, 'django');
  const named = modulesNamedAsSettings(project);
  const found: DjangoSettings[] = [];
  for (const [path, { ctx }] of candidates) {
    if (isOtherStage(path) && !(named.has(path) && !hasProduction(candidates))) continue;
    const importers = [...candidates].filter(([other, { bases }]) => other !== path && bases.has(path));
    // What a production module imports is judged there, with what that module changes.
    if (!named.has(path) && importers.some(([other]) => !isOtherStage(other))) continue;
    const isBase =
      importers.length > 0 &&
      /(?:^|[/_])(?:base|common|default|defaults|shared|core|components?)(?:[/_.]|$)/.test(path);
    found.push(...settingsIn(ctx, version, !isBase || named.has(path)));
  }
  return found;
}

/** The settings of a module, or of each production-like class of django-configurations in it. */
function settingsIn(ctx: RuleContext, version: VersionRange, isLeaf: boolean): DjangoSettings[] {
  const module = evaluateModule(ctx);
  const isProject = ({ names }: Evaluated): boolean =>
    names.has('ROOT_URLCONF') ||
    ['MIDDLEWARE', 'INSTALLED_APPS'].every((name) => itemsOf(names.get(name) ?? unset).items.length > 0);
  if (isProject(module)) return [makeSettings(ctx, module, version, isLeaf)];
  const classes = listItems(ctx.words, Module.body(ctx.words, ctx.module.root)).filter(
    (statement) =>
      ctx.kind(statement) === Kind.ClassDef && !isOtherStage(`${ctx.name(ctx.words[statement + 3])}.py`.toLowerCase()),
  );
  return classes.flatMap((statement) => {
    const evaluated = evaluateClass(ctx, statement);
    const isBase = classes.length > 1 && /base|common|default|mixin/i.test(ctx.name(ctx.words[statement + 3]));
    return isProject(evaluated) && !isBase ? [makeSettings(ctx, evaluated, version, isLeaf)] : [];
  });
}

function makeSettings(
  ctx: RuleContext,
  { names, open }: Evaluated,
  version: VersionRange,
  isLeaf: boolean,
): DjangoSettings {
  const get = (name: string): Value => names.get(name) ?? unset;
  const matches = (value: Value, pattern: RegExp): boolean => pattern.test(textOf(value) ?? '');
  return {
    ctx,
    isComplete: isLeaf && !open,
    version,
    get,
    holds: (name, pattern) => itemsOf(get(name)).items.some((item) => matches(item, pattern)),
    lacks(name, pattern) {
      const { items, open: mayHoldMore } = itemsOf(get(name));
      return !mayHoldMore && !items.some((item) => item.kind !== 'scalar' || matches(item, pattern));
    },
    report(value, report) {
      const at = value.at;
      if (at === undefined) reportFirstLine(ctx, report);
      // The setting may stand in a base module: there it is changed.
      else at.ctx.report(at.node, report);
    },
    reportMissing: (report) => reportFirstLine(ctx, report),
  };
}

function reportFirstLine(ctx: RuleContext, report: Report): void {
  const { source, length, root } = ctx.module;
  let end = 0;
  while (end < length && source[end] !== 10 && source[end] !== 13) end++;
  ctx.report(root, { ...report, range: { start: 0, end } });
}

function topLevel(ctx: RuleContext): { readonly isSettings: boolean; readonly imports: readonly number[] } {
  const { words } = ctx;
  const imports: number[] = [];
  let isSettings = false;
  const visit = (statements: readonly number[], depth: number): void => {
    for (const statement of statements) {
      switch (words[statement]) {
        case Kind.Assign:
          for (const target of listItems(words, Assign.targets(words, statement)))
            isSettings ||= words[target] === Kind.Name && markers.has(ctx.name(Name.id(words, target)));
          break;
        case Kind.AnnAssign: {
          const target = AnnAssign.target(words, statement);
          isSettings ||= words[target] === Kind.Name && markers.has(ctx.name(Name.id(words, target)));
          break;
        }
        case Kind.ImportFrom: {
          const [alias] = listItems(words, ImportFrom.names(words, statement));
          if (alias !== undefined && ctx.name(words[alias + 3]) === '*') imports.push(statement);
          break;
        }
        case Kind.ClassDef:
          if (depth === 0) visit(listItems(words, words[statement + 6]), 1);
          break;
        case Kind.If:
          if (depth < 3) {
            visit(listItems(words, words[statement + 4]), depth + 1);
            visit(listItems(words, words[statement + 5]), depth + 1);
          }
          break;
        case Kind.Try:
          if (depth < 3) visit(listItems(words, words[statement + 3]), depth + 1);
      }
    }
  };
  visit(listItems(words, Module.body(words, ctx.module.root)), 0);
  return { isSettings, imports };
}

/** Modules that `manage.py`, `wsgi.py` and the like name as the settings to run with. */
function modulesNamedAsSettings(project: ProjectContext): ReadonlySet<string> {
  const named = new Set<string>();
  for (const path of project.paths) {
    if (!/(?:^|\/)(?:wsgi|asgi|celery|celery_app|routing)\.py$/.test(path)) continue;
    const module = project.module(path)?.module;
    if (module === undefined) continue;
    const text = new TextDecoder().decode(module.source.subarray(0, Math.min(module.length, 20_000)));
    for (const [, name] of text.matchAll(/DJANGO_SETTINGS_MODULE["']?\]?\s*[,=]\s*["']([\w.]+)["']/g)) {
      const settings = project.moduleNamed(name);
      if (settings !== undefined) named.add(settings.file.path);
    }
  }
  return named;
}

/** Whether the last words of a path say that it is not for production: `settings/local.py`, `settings_test.py`. */
function isOtherStage(path: string): boolean {
  const segments = path.replace(/(?:\/__init__)?\.py$/, '').split('/');
  const last = segments.slice(segments.at(-1) === 'settings' ? -2 : -1).join('.');
  const words = last.split(/[_\-.]/);
  return words.some((word) => stageOf(word) === 'other') && !words.some((word) => stageOf(word) === 'production');
}

function hasProduction(candidates: ReadonlyMap<string, Candidate>): boolean {
  return [...candidates.keys()].some((path) => !isOtherStage(path));
}

/** The versions of a framework that the project may run with. */
export function frameworkVersion(project: Project, name: string): VersionRange {
  const framework = project.frameworks.find((found) => found.name === name);
  const exact = framework?.version === undefined ? undefined : parseVersion(framework.version);
  if (exact !== undefined) {
    const release = [Number(exact.release[0] ?? 0), Number(exact.release[1] ?? 0)] as const;
    return { minimum: release, maximum: release };
  }
  let minimum: readonly [number, number] | undefined;
  let maximum: readonly [number, number] | undefined;
  for (const [, operator, major, minor] of (framework?.specifier ?? '').matchAll(
    /(~=|==|>=|>|<=|<)\s*(\d+)(?:\.(\d+))?/g,
  )) {
    const release = [Number(major), Number(minor ?? 0)] as const;
    if (operator !== '<' && operator !== '<=') minimum = release;
    if (operator === '==' || operator === '<=') maximum = release;
    if (operator === '<') maximum = release[1] > 0 ? [release[0], release[1] - 1] : [release[0] - 1, 99];
    if (operator === '~=') maximum = minor === undefined ? release : [release[0], 99];
  }
  return { minimum, maximum };
}

/** Whether every version in the range is at least this one. */
export function isAtLeast({ minimum }: VersionRange, major: number, minor = 0): boolean {
  return minimum !== undefined && (minimum[0] > major || (minimum[0] === major && minimum[1] >= minor));
}
