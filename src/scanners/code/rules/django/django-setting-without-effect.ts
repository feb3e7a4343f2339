import { defineSettingRule, isAtLeast } from '../../support/settings/django.ts';
import { itemsOf, textOf, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-setting-without-effect',
    title: 'A security setting of Django has no effect',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-693'],
    aliases: ['seed:django-setting-secure-browser-xss-filter'],
    tags: ['django', 'configuration'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    for (const [name, major, minor, instead] of withoutEffect) {
      const value = settings.get(name);
      if (value.kind === 'unset' || (major > 0 && !isAtLeast(settings.version, major, minor))) continue;
      settings.report(value, {
        message: `${major > 0 ? `Django ${major}.${minor} and later ignore` : 'Django ignores'} \`${name}\`: what it seems to protect is not protected by it.`,
        remediation: instead,
      });
    }
    if (
      isAtLeast(settings.version, 4) &&
      !settings.holds('MIDDLEWARE', /SecurityMiddleware$/) &&
      settings.lacks('MIDDLEWARE', /security/i) &&
      truthOf(settings.get('SECURE_SSL_REDIRECT')) === true
    )
      settings.report(settings.get('SECURE_SSL_REDIRECT'), {
        message: '`SECURE_SSL_REDIRECT` does nothing without `SecurityMiddleware` in `MIDDLEWARE`.',
        remediation: 'Add `django.middleware.security.SecurityMiddleware` as the first entry of `MIDDLEWARE`.',
      });
    if (!isAtLeast(settings.version, 4)) return;
    for (const item of itemsOf(settings.get('CSRF_TRUSTED_ORIGINS')).items) {
      const text = textOf(item);
      if (text === undefined || text.includes('://')) continue;
      settings.report(item, {
        message: `Since Django 4.0 an origin needs its scheme: \`${text}\` is never matched.`,
        remediation: `Write \`https://${text.replace(/^\./, '*.')}\`.`,
      });
    }
  },
});

/** Name, first version that ignores it (0: every one), what to do. */
const withoutEffect = [
  ['SECURE_BROWSER_XSS_FILTER', 4, 0, 'Remove it, and send a Content Security Policy.'],
  ['SECURE_CONTENT_SECURITY_POLICY', 0, 0, 'Use `SECURE_CSP` of Django 6, or `CONTENT_SECURITY_POLICY` of django-csp.'],
  ['MIDDLEWARE_CLASSES', 2, 0, 'Move the middleware to `MIDDLEWARE`.'],
  ['PASSWORD_RESET_TIMEOUT_DAYS', 4, 0, 'Use `PASSWORD_RESET_TIMEOUT`, in seconds.'],
  ['CSRF_COOKIE_MASKED', 5, 0, 'Remove it.'],
] as const;
