/** Constant values and the exact folder of Python operations: the entrance of `constants/`. */
export * from './value.ts';
