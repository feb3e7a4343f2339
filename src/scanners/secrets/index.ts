/** The secrets scanner: credentials in the tree, in history and in what would be published. */
export {
  type Baseline,
  type BaselineEntry,
  type BaselineFind,
  baselineHash,
  formatBaseline,
  labelEntry,
  parseBaseline,
  updateBaseline,
} from './compat/detect-secrets.ts';
export { type CleanBlobs, openCleanBlobs } from './history/clean-blobs.ts';
export { type HistoryOptions, type HistoryResult, scanHistory } from './history/scan-history.ts';
export { categoryTitles } from './personal-data/categories.ts';
export { type DataMap, type DataMapEntry, mermaidOf, type ServiceUse } from './personal-data/data-map.ts';
export { secretRulePage, secretRules } from './rules.ts';
export { createScanner, type SecretScannerOptions } from './scanner.ts';
export { scanStaged } from './staged.ts';
