/** The project model: repository → files, roots, packages, frameworks, entry points, manifests, CI, settings. */
export { type ProjectBuilder, type ProjectOptions, startProject } from './build.ts';
export * from './file.ts';
export { type FileSet, readIssue } from './file-set.ts';
export * from './project.ts';
