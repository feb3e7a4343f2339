/** Decisions on findings that live in files: baseline, waivers, VEX. */
export * from './baseline.ts';
export * from './vex.ts';
export * from './waivers.ts';
