/** Names, scopes and constants of one module: the entrance of `bind/`. */
export { bindModule } from './bind-module.ts';
export { isBuiltin, isStandard } from './stdlib-names.ts';
export * from './types.ts';
