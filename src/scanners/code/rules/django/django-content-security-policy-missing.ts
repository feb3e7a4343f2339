import { defineSettingRule } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-content-security-policy-missing',
    title: 'Django sends no Content Security Policy',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-693', 'CWE-1021'],
    aliases: ['seed:django-setting-secure-content-security-policy'],
    tags: ['django', 'configuration', 'headers', 'csp'],
    since: '0.1.0',
    tier: 'inventory',
  },

  checkSettings(settings) {
    const middleware = settings.get('MIDDLEWARE');
    if (!settings.isComplete || middleware.kind !== 'list' || !settings.holds('MIDDLEWARE', /SessionMiddleware$/))
      return;
    if (!settings.lacks('MIDDLEWARE', /csp|content_?security/i)) return;
    settings.report(middleware, {
      message:
        'Without a Content Security Policy, a script that gets into a page runs with everything the page may do.',
      remediation:
        'Send a policy: `ContentSecurityPolicyMiddleware` and `SECURE_CSP` of Django 6, or django-csp before it. Begin with `SECURE_CSP_REPORT_ONLY`.',
    });
  },
});
