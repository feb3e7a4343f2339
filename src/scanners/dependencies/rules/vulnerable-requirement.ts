/** A version range, without a lock file, that lets a vulnerable version in or allows nothing else. */
import type { RuleMeta } from '../../../findings/index.ts';

export const vulnerableRequirement: RuleMeta = {
  name: 'vulnerable-requirement',
  title: 'Version range that allows vulnerable versions only',
  scanner: 'dependencies',
  severity: 'high',
  confidence: 'medium',
  cwe: ['CWE-1395'],
  aliases: [],
  tags: ['dependencies', 'vulnerability', 'owasp-a06'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
};

export const looseRequirement: RuleMeta = {
  ...vulnerableRequirement,
  name: 'requirement-allows-vulnerable-version',
  title: 'Version range whose floor allows vulnerable versions',
  severity: 'low',
  tags: ['dependencies', 'owasp-a06'],
};
