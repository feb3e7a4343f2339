import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'logging-configuration-injection',
    title: 'Untrusted data configures logging',
    severity: 'high',
    cwe: ['CWE-94', 'CWE-15'],
    aliases: ['codeaudit:logging.config'],
    tags: ['injection', 'logging'],
  },
  consequence: 'configures logging, which can name any callable',
  remediation: 'Configure logging from a file or table of your own.',
});
