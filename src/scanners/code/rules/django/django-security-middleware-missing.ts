import { defineSettingRule } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-security-middleware-missing',
    title: "The middleware that sends Django's security headers is not installed",
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-693'],
    aliases: ['seed:django-security-middleware'],
    tags: ['django', 'configuration', 'headers'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const middleware = settings.get('MIDDLEWARE');
    if (!settings.isComplete || middleware.kind !== 'list' || middleware.items.length === 0) return;
    if (!settings.lacks('MIDDLEWARE', /Security(?:Headers)?Middleware$/i)) return;
    settings.report(middleware, {
      message:
        'Without `SecurityMiddleware` the settings `SECURE_…` do nothing: no redirect to HTTPS, no HSTS, no `nosniff`, no referrer policy.',
      remediation: 'Add `django.middleware.security.SecurityMiddleware` as the first entry of `MIDDLEWARE`.',
    });
  },
});
