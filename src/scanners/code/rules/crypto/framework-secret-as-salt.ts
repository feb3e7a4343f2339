import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'framework-secret-as-salt',
    title: 'The secret of the framework is the salt of Hashids',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-327'],
    aliases: [
      'semgrep:python.django.security.hashids-with-django-secret.hashids-with-django-secret',
      'semgrep:python.flask.security.hashids-with-flask-secret.hashids-with-flask-secret',
    ],
    tags: ['crypto', 'django', 'flask'],
    since: '0.1.0',
  },
  on: call('hashids.Hashids'),
  check(ctx, node) {
    const salt = ctx.argumentNode(node, 'salt', 0);
    if (salt === undefined || !/\bSECRET_KEY\b|\bsecret_key\b/.test(ctx.text(ctx.valueOf(salt)))) return;
    ctx.report(salt, {
      message: 'From some ids the salt can be computed, and it is the secret that signs sessions.',
      remediation: 'Make a value of its own for the ids.',
    });
  },
});
