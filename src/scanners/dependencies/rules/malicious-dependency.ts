/** A dependency that is malware by name and version, or whose locked file is. */
import type { RuleMeta } from '../../../findings/index.ts';

export const maliciousDependency: RuleMeta = {
  name: 'malicious-dependency',
  title: 'Dependency that is known malware',
  scanner: 'dependencies',
  severity: 'critical',
  confidence: 'high',
  cwe: ['CWE-506'],
  aliases: [],
  tags: ['dependencies', 'malware', 'supply-chain', 'owasp-a08'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
};
