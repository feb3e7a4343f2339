import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'server-side-request-forgery',
    title: 'Untrusted data chooses the address of a request',
    severity: 'high',
    cwe: ['CWE-918'],
    aliases: ['codeql:py/full-ssrf'],
    tags: ['web', 'network'],
  },
  consequence: 'chooses which server is asked',
  remediation: 'Keep scheme and host fixed, or check the host against a list.',
});
