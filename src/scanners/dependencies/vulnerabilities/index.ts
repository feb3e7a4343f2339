/** Known vulnerabilities of an inventory. */
export { findVulnerabilities, type VulnerabilityResult } from './find-vulnerabilities.ts';
export { loadStore } from './load-store.ts';
