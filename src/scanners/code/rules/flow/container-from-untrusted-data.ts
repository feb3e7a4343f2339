import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'container-from-untrusted-data',
    title: 'Untrusted data decides which container runs what',
    severity: 'high',
    cwe: ['CWE-250', 'CWE-77'],
    aliases: ['semgrep:python.docker.security.audit.docker-arbitrary-container-run.docker-arbitrary-container-run'],
    tags: ['injection', 'docker'],
  },
  consequence: 'decides the image or command of a container',
  remediation: 'Take image and command from a fixed table.',
});
