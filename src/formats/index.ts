/** Readers of the formats around Python projects. Pure functions of text that keep positions; no file access. */
export * from './pep440.ts';
export * from './pep440-specifiers.ts';
