/** The project model: repository → files, roots, packages, frameworks, entry points, manifests, CI, settings. */
export * from './file.ts';
export * from './project.ts';
