/** Readers of the formats around Python projects. Pure functions of text that keep positions; no file access. */

export * from './data-document.ts';
export * from './direct-reference.ts';
export * from './dockerfile.ts';
export * from './ini.ts';
export * from './json.ts';
export * from './names.ts';
export * from './pep440.ts';
export * from './pep440-specifiers.ts';
export * from './pep508.ts';
export * from './pep508-markers.ts';
export * from './purl.ts';
export * from './requirements-txt.ts';
export * from './shell-words.ts';
export * from './text-lines.ts';
export * from './toml.ts';
export * from './xml.ts';
export * from './yaml.ts';
