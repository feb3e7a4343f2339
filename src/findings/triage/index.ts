/** Decisions on findings that live in files: baseline, waivers, VEX. */
export * from './baseline.ts';
export * from './foreign-decisions.ts';
export * from './policy.ts';
export * from './vex.ts';
export * from './waivers.ts';
