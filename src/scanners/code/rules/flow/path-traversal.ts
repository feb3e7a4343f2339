import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'path-traversal',
    title: 'Untrusted data chooses a file path',
    severity: 'high',
    cwe: ['CWE-22', 'CWE-23', 'CWE-36', 'CWE-73'],
    aliases: ['codeql:py/path-injection'],
    tags: ['files'],
  },
  consequence: 'chooses a path outside the intended folder',
  remediation: 'Resolve the path and check that it lies below the folder, or keep only the last part of the name.',
});
