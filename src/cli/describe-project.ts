/** The project model in words, for `theriac inspect`. */
import pico from 'picocolors';
import type {
  Detected,
  Distribution,
  EntryPoint,
  Evidence,
  Framework,
  Project,
  PythonVersions,
} from '../project/index.ts';
import { escapeLine } from '../reports/index.ts';

const mostPerSection = 15;

/** One section per question; empty sections are left out, and long ones say how much more there is. */
export function describeProject(project: Project, color: boolean): string {
  const colors = pico.createColors(color);
  const sections: [string, readonly string[]][] = [
    ['Python', project.python === undefined ? [] : [pythonLine(project.python)]],
    ['Projects', project.distributions.map(distributionLine)],
    ['Import roots', project.pythonRoots.map((root) => (root === '' ? '. (the root)' : root))],
    ['Package managers', project.packageManagers.map(detectedLine)],
    ['Frameworks', project.frameworks.map(frameworkLine)],
    ['Entry points', project.entryPoints.map(entryPointLine)],
    ['Settings', project.settings],
    ['CI', project.ciPlatforms.map(detectedLine)],
    ['Containers', project.containers],
    ['Notebooks', project.notebooks],
    ['Secret stores', project.secretStores.map(detectedLine)],
    ['Personal data (by name)', project.personalData.map(({ category, paths }) => `${category}: ${few(paths)}`)],
    ['Not read', project.issues.map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`))],
  ];
  const lines = [colors.bold(escapeLine(project.name)), ...filesLines(project)];
  for (const [title, entries] of sections) {
    if (entries.length === 0) continue;
    lines.push('', colors.bold(title));
    for (const entry of entries.slice(0, mostPerSection)) lines.push(`  ${escapeLine(entry)}`);
    const rest = entries.length - mostPerSection;
    if (rest > 0) lines.push(colors.dim(`  … and ${rest} more (--format json lists all)`));
  }
  return `${lines.join('\n')}\n`;
}

function filesLines({ files, filesByKind, walk }: Project): string[] {
  const kinds = Object.entries(filesByKind).sort((a, b) => b[1] - a[1]);
  const contexts = new Map<string, number>();
  for (const { context, kind } of files) {
    if (kind === 'python') contexts.set(context, (contexts.get(context) ?? 0) + 1);
  }
  const python = [...contexts].sort((a, b) => b[1] - a[1]).map(([context, count]) => `${count} ${context}`);
  const left = [
    [walk.ignoredFiles + walk.ignoredFolders, 'ignored'],
    [walk.excludedFiles + walk.excludedFolders, 'excluded'],
    [walk.links, 'links'],
    [walk.unreadable, 'unreadable'],
  ] as const;
  const leftOut = left.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  return [
    `${files.length} files: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
    ...(python.length > 0 ? [`Python files: ${python.join(', ')}`] : []),
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.join(', ')}`] : []),
  ];
}

function pythonLine({ specifier, minimum, maximum, evidence }: PythonVersions): string {
  const range = [minimum, maximum].map((version) => version?.join('.') ?? '…').join(' to ');
  return `${specifier ?? range} (${placeOf(evidence)})`;
}

function distributionLine({ folder, name, version, packageManagers, buildBackend, packages }: Distribution): string {
  const title = [name ?? '(no name)', version].filter((part) => part !== undefined).join(' ');
  const facts = [
    folder === '' ? 'at the root' : `in ${folder}`,
    ...(packageManagers.length > 0 ? [packageManagers.join(', ')] : []),
    ...(buildBackend === undefined ? [] : [buildBackend]),
    ...(packages.length > 0 ? [`packages ${few(packages)}`] : []),
  ];
  return `${title}: ${facts.join('; ')}`;
}

function frameworkLine({ name, version, specifier, seen, evidence }: Framework): string {
  const how = { manifest: 'declared', import: 'imported, not declared', both: 'declared and imported' }[seen];
  const release = version ?? specifier;
  return `${name}${release === undefined ? '' : ` ${release}`}: ${how}${evidenceText(evidence)}`;
}

function entryPointLine({ kind, name, target, path, line }: EntryPoint): string {
  return `${kind} ${name}${target === undefined ? '' : ` → ${target}`} (${placeOf({ path, ...(line !== undefined && { line }) })})`;
}

function detectedLine({ name, evidence }: Detected): string {
  return `${name}${evidenceText(evidence)}`;
}

function evidenceText(evidence: readonly Evidence[]): string {
  return evidence.length === 0 ? '' : ` (${few([...new Set(evidence.map(placeOf))])})`;
}

function placeOf({ path, line }: Evidence): string {
  return line === undefined ? path : `${path}:${line}`;
}

function few(texts: readonly string[]): string {
  return texts.length > 3 ? `${texts.slice(0, 3).join(', ')} and ${texts.length - 3} more` : texts.join(', ');
}
