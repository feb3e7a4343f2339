/** What libraries and frameworks do: the built-in models, compiled, and the check of a user's own. */
import type { CompiledModels } from '../flow/index.ts';
import { type CompileResult, compileModels } from './compile.ts';
import { library } from './library.generated.ts';
import { type ModelFile, readModelFile } from './schema.ts';

export type { CompileResult } from './compile.ts';
export type { ModelFile } from './schema.ts';

let builtIn: CompiledModels | undefined;

/** The built-in models, compiled once per process. */
export function builtInModels(): CompiledModels {
  builtIn ??= compileModels(libraryFiles()).models;
  return builtIn;
}

/** The built-in model files. */
export function libraryFiles(): readonly ModelFile[] {
  return JSON.parse(library) as ModelFile[];
}

/** Built-in models together with a user's (parsed YAML). Problems name the file and the place. */
export function modelsWith(files: readonly { readonly name: string; readonly data: unknown }[]): CompileResult {
  const problems: string[] = [];
  const own: ModelFile[] = [];
  for (const file of files) {
    const read = readModelFile(file.data);
    if (read.ok) own.push(read.model);
    else problems.push(...read.problems.map((p) => `${file.name}: ${p}`));
  }
  const compiled = compileModels([...libraryFiles(), ...own]);
  return { models: compiled.models, problems: [...problems, ...compiled.problems] };
}
