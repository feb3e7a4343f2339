/** Names and scopes of one module: the entrance of `bind/`. */
export * from './types.ts';
