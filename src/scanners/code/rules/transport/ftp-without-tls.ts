import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ftp-without-tls',
    title: 'An FTP connection without TLS is opened',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: [
      'bandit:B321',
      'bandit:B402',
      'ruff:S321',
      'ruff:S402',
      'codeaudit:ftplib.FTP',
      'semgrep:python.lang.security.audit.insecure-transport.ftplib.use-ftp-tls.use-ftp-tls',
    ],
    tags: ['transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('ftplib.FTP'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'FTP sends the password and the files readable, and both can be changed on the way.',
      remediation: 'Use `ftplib.FTP_TLS` with `prot_p()`, SFTP or HTTPS.',
    });
  },
});
