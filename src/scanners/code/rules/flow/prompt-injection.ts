import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'prompt-injection',
    title: 'Untrusted data becomes part of instructions to a language model',
    severity: 'medium',
    cwe: ['CWE-1427', 'CWE-77'],
    aliases: ['codeql:py/system-prompt-injection', 'codeql:py/user-prompt-injection'],
    tags: ['injection', 'llm'],
    enabled: false,
  },
  consequence: 'becomes part of the instructions of a language model',
  remediation:
    'Keep instructions and data apart (system message and user message), treat the answer as untrusted, and give the model no right that its reader lacks.',
});
