/** Links the parsed modules of a project: dotted names, imports between them, and bindings made on first use. */
import type { Project, ProjectFile } from '../../project/index.ts';
import type { Bindings } from '../../python/bind/index.ts';
import type { ParsedModule } from '../../python/index.ts';

export interface LinkedModules {
  bindingsOf(module: ParsedModule): Bindings;
  /** Whether a top-level name is a module or package of the project. */
  isOwn(root: string): boolean;
  /** Path of the module with a dotted name. */
  pathOf(name: string): string | undefined;
}

export function linkModules(
  project: Project,
  modules: readonly { readonly file: ProjectFile; readonly module: ParsedModule }[],
): LinkedModules {
  throw new Error(`not linked yet: ${project.name} ${modules.length}`);
}
