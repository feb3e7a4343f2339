/** The secrets scanner: credentials in the tree, in history and in what would be published. */
export { secretRulePage, secretRules } from './rules.ts';
export { createScanner, type SecretScannerOptions } from './scanner.ts';
