import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'unsafe-deserialization',
    title: 'Untrusted data is deserialised into objects',
    severity: 'critical',
    cwe: ['CWE-502'],
    aliases: [
      'semgrep:python.lang.security.deserialization.pickle.avoid-cPickle',

      'codeql:py/unsafe-deserialization',
      'pyscg:0023',
      'semgrep:python.aws-lambda.security.tainted-pickle-deserialization.tainted-pickle-deserialization',
      'semgrep:python.flask.security.insecure-deserialization.insecure-deserialization',
      'semgrep:python.django.security.audit.avoid-insecure-deserialization.avoid-insecure-deserialization',
      'codeaudit:pickle.loads',
      'codeaudit:pickle.load',
      'codeaudit:pickle.Unpickler',
      'codeaudit:marshal.loads',
      'codeaudit:marshal.load',
      'codeaudit:shelve.open',
    ],
    tags: ['deserialization'],
  },
  consequence: 'is deserialised, which can run code',
  remediation: 'Use JSON, `yaml.safe_load`, or verify a signature before loading.',
});
