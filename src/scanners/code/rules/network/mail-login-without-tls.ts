import { Attribute } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'mail-login-without-tls',
    title: 'A mail server gets a password in clear text',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-523', 'CWE-319'],
    aliases: [],
    tags: ['transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('smtplib.SMTP().login', 'imaplib.IMAP4().login', 'poplib.POP3().pass_', 'nntplib.NNTP().login'),
  check(ctx, node) {
    // Whether the one call comes before the other is not followed: a file that knows TLS gets the benefit.
    const { symbols } = ctx.module;
    const names = ['starttls', 'stls'].map((name) => symbols.find(name)).filter((symbol) => symbol !== 0);
    const startsTls = ctx
      .nodesOf('Attribute')
      .some((attribute) => names.includes(Attribute.attr(ctx.words, attribute)));
    if (startsTls) return;
    ctx.report(node, {
      message: 'The password goes to the server in clear text.',
      remediation: 'Call `starttls(context=ssl.create_default_context())` first, or use the `_SSL` class.',
    });
  },
});
