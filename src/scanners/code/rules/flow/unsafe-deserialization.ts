import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'unsafe-deserialization',
    title: 'Untrusted data is deserialised into objects',
    severity: 'critical',
    cwe: ['CWE-502'],
    aliases: ['codeql:py/unsafe-deserialization', 'pyscg:0023'],
    tags: ['deserialization'],
  },
  consequence: 'is deserialised, which can run code',
  remediation: 'Use JSON, `yaml.safe_load`, or verify a signature before loading.',
});
