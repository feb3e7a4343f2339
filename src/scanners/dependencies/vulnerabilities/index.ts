/** Known vulnerabilities of an inventory. */
export { findVulnerabilities, type VulnerabilityResult } from './find-vulnerabilities.ts';
export { openAdvisories } from './load-store.ts';
