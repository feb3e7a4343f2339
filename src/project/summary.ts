/** The project model without its files: what `theriac inspect` prints, as data and as sections for people. */
import { type FileContext, fileContexts } from '../findings/index.ts';
import type { Detected, Evidence, Project, PythonVersions } from './project.ts';

/** Plain data, in a fixed order: safe for `JSON.stringify`. */
export interface ProjectSummary extends Omit<Project, 'files' | 'file' | 'module' | 'read'> {
  /** Python files by what they are for. */
  readonly pythonFilesByContext: { readonly [context in FileContext]?: number };
}

/** Reduces a project to plain data. */
export function summarizeProject(project: Project): ProjectSummary {
  const { files, file: _file, module: _module, read: _read, ...plain } = project;
  const contexts: { [context in FileContext]?: number } = {};
  for (const context of fileContexts) {
    const count = files.filter((file) => file.kind === 'python' && file.context === context).length;
    if (count > 0) contexts[context] = count;
  }
  return { ...plain, pythonFilesByContext: contexts };
}

export interface SummaryRow {
  readonly label: string;
  readonly value: string;
  /** Where it was seen, or more about it. */
  readonly detail?: string;
}

export interface SummarySection {
  readonly title: string;
  readonly rows: readonly SummaryRow[];
}

const mostRows = 12;

/** The summary as titled rows, most important first; long lists end with how many more there are. */
export function describeProject(project: Project): readonly SummarySection[] {
  const summary = summarizeProject(project);
  const sections: SummarySection[] = [
    { title: 'Overview', rows: overview(summary) },
    { title: 'Projects', rows: limited(summary.distributions.map(distributionRow), 'projects') },
    { title: 'Frameworks and libraries', rows: limited(summary.frameworks.map(frameworkRow), 'libraries', 40) },
    { title: 'Entry points', rows: limited(summary.entryPoints.map(entryPointRow), 'entry points', 20) },
    { title: 'Delivery', rows: delivery(summary) },
    { title: 'Configuration and secrets', rows: configuration(summary) },
    {
      title: 'Personal data (by file names, a hint)',
      rows: summary.personalData.map(({ category, paths }) => ({
        label: category,
        value: plural(paths.length, 'file'),
        detail: some(paths, 3),
      })),
    },
    { title: 'Not looked at', rows: leftOut(summary) },
  ];
  return sections.filter((section) => section.rows.length > 0);
}

function overview(summary: ProjectSummary): SummaryRow[] {
  const { walk } = summary;
  const rows: SummaryRow[] = [{ label: 'Name', value: summary.name }];
  if (summary.python !== undefined) {
    rows.push({ label: 'Python', value: describeVersions(summary.python), detail: place(summary.python.evidence) });
  }
  const kinds = Object.entries(summary.filesByKind).map(([kind, count]) => `${count} ${kind}`);
  rows.push({ label: 'Files', value: `${walk.files} in ${plural(walk.folders, 'folder')}`, detail: kinds.join(', ') });
  const contexts = Object.entries(summary.pythonFilesByContext).map(([context, count]) => `${count} ${context}`);
  if (contexts.length > 0) rows.push({ label: 'Python files', value: contexts.join(', ') });
  if (summary.packageManagers.length > 0) {
    rows.push({ label: 'Managed by', value: summary.packageManagers.map((each) => each.name).join(', ') });
  }
  const roots = summary.pythonRoots.map((root) => root || '.');
  rows.push({ label: 'Imports from', value: some(roots, 5) });
  return rows;
}

function distributionRow(each: ProjectSummary['distributions'][number]): SummaryRow {
  const title = each.name === undefined ? 'without a name' : [each.name, each.version].filter(Boolean).join(' ');
  const packages = each.packages.length === 0 ? 'no packages of its own' : `packages ${some(each.packages, 6)}`;
  const python = each.python === undefined ? [] : [`Python ${describeVersions(each.python)}`];
  return { label: each.folder || '.', value: title, detail: [packages, ...python, some(each.manifests, 4)].join('; ') };
}

function frameworkRow(each: ProjectSummary['frameworks'][number]): SummaryRow {
  const value = each.version ?? each.specifier ?? (each.seen === 'import' ? 'not declared' : 'any version');
  const detail = each.evidence[0] === undefined ? undefined : place(each.evidence[0]);
  const used = each.seen === 'manifest' ? 'declared, not imported' : undefined;
  return { label: each.name, value, ...optional([detail, used]) };
}

function entryPointRow(each: ProjectSummary['entryPoints'][number]): SummaryRow {
  return { label: each.kind, value: each.target ?? each.name, detail: place(each) };
}

function delivery(summary: ProjectSummary): SummaryRow[] {
  const rows = summary.ciPlatforms.map((each) => detectedRow(each, 'CI'));
  if (summary.containers.length > 0) rows.push({ label: 'Containers', value: some(summary.containers, 5) });
  if (summary.notebooks.length > 0) {
    rows.push({
      label: 'Notebooks',
      value: plural(summary.notebooks.length, 'file'),
      detail: some(summary.notebooks, 3),
    });
  }
  return rows;
}

function configuration(summary: ProjectSummary): SummaryRow[] {
  const rows = summary.secretStores.map((each) => detectedRow(each, 'Secrets'));
  if (summary.settings.length > 0) rows.unshift({ label: 'Settings', value: some(summary.settings, 6) });
  return rows;
}

function leftOut({ walk, issues }: ProjectSummary): SummaryRow[] {
  const counts: readonly (readonly [number, string, string])[] = [
    [walk.ignoredFiles, 'file', 'ignored by .gitignore or .theriacignore'],
    [walk.ignoredFolders, 'folder', 'ignored by .gitignore or .theriacignore'],
    [walk.excludedFiles, 'file', 'excluded'],
    [walk.excludedFolders, 'folder', 'excluded (caches, environments, version control)'],
    [walk.links, 'symbolic link', 'not followed'],
    [walk.special, 'special file', 'not opened'],
  ];
  const rows = counts
    .filter(([count]) => count > 0)
    .map(([count, noun, why]): SummaryRow => ({ label: plural(count, noun), value: why }));
  const problems = issues.map((issue): SummaryRow => ({ label: issue.path ?? 'project', value: issue.message }));
  return [...rows, ...limited(problems, 'problems')];
}

function detectedRow({ name, evidence }: Detected, label: string): SummaryRow {
  return { label, value: name, detail: some(evidence.map(place), 3) };
}

/** `3.9 to 3.13`, `3.10 or newer`. */
export function describeVersions({ minimum, maximum }: PythonVersions): string {
  const low = minimum?.join('.');
  const high = maximum?.join('.');
  if (low === undefined) return `up to ${high}`;
  if (high === undefined) return `${low} or newer`;
  return low === high ? low : `${low} to ${high}`;
}

function place({ path, line }: Evidence): string {
  return line === undefined ? path : `${path}:${line}`;
}

function some(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

function limited(rows: readonly SummaryRow[], noun: string, most = mostRows): readonly SummaryRow[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most), { label: '…', value: `${rows.length - most} more ${noun}` }];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function optional(parts: readonly (string | undefined)[]): { readonly detail?: string } {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? {} : { detail: known.join('; ') };
}
