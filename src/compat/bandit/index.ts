/** Speaks Bandit: its command line, configuration, ids, grades, comments and formats, over our own parser. */
export { allTests } from './catalogue.ts';
export { formats, parseCommandLine } from './options.ts';
export { type BanditOutcome, type BanditSurroundings, runBandit } from './run.ts';
