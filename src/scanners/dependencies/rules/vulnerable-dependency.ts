/** A dependency whose version a known advisory covers. Severity comes from the advisory. */
import type { RuleMeta } from '../../../findings/index.ts';

export const vulnerableDependency: RuleMeta = {
  name: 'vulnerable-dependency',
  title: 'Dependency with a known vulnerability',
  scanner: 'dependencies',
  severity: 'high',
  confidence: 'high',
  cwe: ['CWE-1395'],
  aliases: [],
  tags: ['dependencies', 'vulnerability', 'owasp-a06'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
};
