/** The rules of the OpenSSF Secure Coding Guide for Python: ids, sections and the vulnerability each names, as facts. */

export interface GuideRule {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /** An incident that the guide names; scores as the guide printed them, with their date. */
  readonly incident?: { readonly cve: string; readonly cvss: string; readonly epss: string };
}

export const guideSections = [
  'Introduction',
  'Encoding',
  'Numbers',
  'Neutralization',
  'Exceptions',
  'Logging',
  'Concurrency',
  'Coding standards',
  'Cryptography',
] as const;

export const guideRules: readonly GuideRule[] = [
  {
    id: 'pyscg-0040',
    title: 'Use Process Isolation for Trust Zones',
    section: 'Introduction',
    incident: { cve: 'CVE-2023-28597', cvss: '3.0 7.5', epss: '00.11 (05.11.2024)' },
  },
  { id: 'pyscg-0041', title: 'Externalize Configuration and Secrets', section: 'Introduction' },
  { id: 'pyscg-0042', title: 'Ensure Correct Operator Precedence', section: 'Introduction' },
  { id: 'pyscg-0055', title: 'Determine Access on Server Side', section: 'Introduction' },
  { id: 'pyscg-0043', title: 'Specify Locale Explicitly', section: 'Encoding' },
  {
    id: 'pyscg-0044',
    title: 'Canonicalize Input Before Validating',
    section: 'Encoding',
    incident: { cve: 'CVE-2022-26136', cvss: '3.1 9.8', epss: '00.28 (31.12.2025)' },
  },
  { id: 'pyscg-0045', title: 'Enforce Consistent Encoding', section: 'Encoding' },
  { id: 'pyscg-0001', title: 'Control Numeric Precision', section: 'Numbers' },
  { id: 'pyscg-0002', title: 'Guard Fixed-Width Numbers Against Overflow', section: 'Numbers' },
  { id: 'pyscg-0003', title: 'Use Arithmetic Over Bitwise Operations', section: 'Numbers' },
  { id: 'pyscg-0004', title: 'Use Integer Loop Counters', section: 'Numbers' },
  { id: 'pyscg-0005', title: 'Specify Rounding for Numeric Conversions', section: 'Numbers' },
  { id: 'pyscg-0006', title: 'Use an Appropriate Comparator for Numbers', section: 'Numbers' },
  { id: 'pyscg-0007', title: 'Use String Literals for Decimal Construction', section: 'Numbers' },
  { id: 'pyscg-0047', title: 'Use Allow Lists Over Deny Lists', section: 'Neutralization' },
  {
    id: 'pyscg-0008',
    title: 'Prevent Format String Injection',
    section: 'Neutralization',
    incident: { cve: 'CVE-2022-27177', cvss: '3.1 9.8', epss: '00.37 (01.12.2023)' },
  },
  {
    id: 'pyscg-0009',
    title: 'Prevent OS Command Injection',
    section: 'Neutralization',
    incident: { cve: 'CVE-2024-43804', cvss: '3.1 8.8', epss: '00.06 (08.11.2024)' },
  },
  {
    id: 'pyscg-0010',
    title: 'Prevent SQL Injection',
    section: 'Neutralization',
    incident: { cve: 'CVE-2019-8600', cvss: '3.1 9.8', epss: '01.43 (18.02.2024)' },
  },
  {
    id: 'pyscg-0011',
    title: 'Prevent Type Confusion',
    section: 'Neutralization',
    incident: { cve: 'CVE-2021-29513', cvss: '3.1 7.8', epss: '00.02 (13.05.2025)' },
  },
  {
    id: 'pyscg-0012',
    title: 'Extract Archives Safely',
    section: 'Neutralization',
    incident: { cve: 'CVE-2019-9674', cvss: '3.1 7.5', epss: '1.2% (10.09.2025)' },
  },
  {
    id: 'pyscg-0013',
    title: 'Secure Search Paths',
    section: 'Neutralization',
    incident: { cve: 'CVE-2015-1326', cvss: '3.0 8.8', epss: '00.20 (23.11.2023)' },
  },
  {
    id: 'pyscg-0023',
    title: 'Secure Deserialization',
    section: 'Neutralization',
    incident: { cve: 'CVE-2018-8021', cvss: '3.0 9.8', epss: '93.54 (05.11.2024)' },
  },
  { id: 'pyscg-0014', title: 'Use Specific Exception Types', section: 'Exceptions' },
  {
    id: 'pyscg-0015',
    title: 'Handle Error Conditions',
    section: 'Exceptions',
    incident: { cve: 'CVE-2024-39560', cvss: '3.1 6.5', epss: '0.04 (01.11.2024)' },
  },
  { id: 'pyscg-0016', title: 'Propagate Exceptions and Preserve Context', section: 'Exceptions' },
  { id: 'pyscg-0018', title: 'Validate Numeric Data Beyond Type Checking', section: 'Exceptions' },
  { id: 'pyscg-0028', title: 'Preserve Exceptions in Finally Blocks', section: 'Exceptions' },
  { id: 'pyscg-0052', title: 'Ensure Cleanup on Exceptions', section: 'Exceptions' },
  {
    id: 'pyscg-0019',
    title: 'Exclude Sensitive Data From Logs',
    section: 'Logging',
    incident: { cve: 'CVE-2023-45585', cvss: '3.1 9.8', epss: '0.04 (01.11.2024)' },
  },
  { id: 'pyscg-0020', title: 'Implement Informative Event Logging', section: 'Logging' },
  {
    id: 'pyscg-0021',
    title: 'Exclude Developer Tools From the Final Product',
    section: 'Logging',
    incident: { cve: 'CVE-2018-14649', cvss: '3.1 9.8', epss: '69.64 (12.12.2023)' },
  },
  { id: 'pyscg-0022', title: 'Neutralize Untrusted Data in Logs', section: 'Logging' },
  { id: 'pyscg-0050', title: 'Sanitize Error Output to Prevent Information Disclosure', section: 'Logging' },
  { id: 'pyscg-0024', title: 'Ensure Thread Pool Tasks Can Be Interrupted', section: 'Concurrency' },
  { id: 'pyscg-0025', title: 'Configure Adequate Resource Pools', section: 'Concurrency' },
  { id: 'pyscg-0026', title: 'Prevent Deadlocks', section: 'Concurrency' },
  { id: 'pyscg-0027', title: 'Prevent Race Conditions', section: 'Concurrency' },
  { id: 'pyscg-0029', title: 'Reinitialize Reused Thread Objects', section: 'Concurrency' },
  { id: 'pyscg-0030', title: 'Ensure Thread Pool Tasks Do Not Fail Silently', section: 'Concurrency' },
  { id: 'pyscg-0031', title: 'Use Copies When Modifying Iterables', section: 'Coding standards' },
  {
    id: 'pyscg-0032',
    title: 'Avoid Redefining Built-in Functions or Standard Library Identifiers',
    section: 'Coding standards',
  },
  { id: 'pyscg-0033', title: 'Implement Comparisons by Value Rather Than Reference', section: 'Coding standards' },
  { id: 'pyscg-0034', title: 'Check for None Values', section: 'Coding standards' },
  { id: 'pyscg-0035', title: 'Complete Resource Cleanup', section: 'Coding standards' },
  { id: 'pyscg-0036', title: 'Check Return Values', section: 'Coding standards' },
  { id: 'pyscg-0037', title: 'Avoid Assertions In Production', section: 'Coding standards' },
  { id: 'pyscg-0051', title: 'Release Unused Resources', section: 'Coding standards' },
  {
    id: 'pyscg-0038',
    title: 'Use Sufficiently Random Values',
    section: 'Cryptography',
    incident: { cve: 'CVE-2020-7548', cvss: '3.1 9.8', epss: '0.22 (12.12.2024)' },
  },
];
