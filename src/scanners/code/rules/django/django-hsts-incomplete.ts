import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';
import { numberOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-hsts-incomplete',
    title: 'HSTS is short or leaves out subdomains',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: ['seed:django-setting-secure-hsts-include-subdomains', 'seed:django-setting-secure-hsts-preload'],
    tags: ['django', 'configuration', 'tls'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const value = settings.get('SECURE_HSTS_SECONDS');
    const seconds = numberOf(value);
    if (seconds === undefined || seconds <= 0) return;
    if (seconds < 86_400 * 30)
      settings.report(value, {
        message: `Browsers forget after ${seconds} seconds that the site is to be visited over HTTPS.`,
        remediation: 'Raise `SECURE_HSTS_SECONDS` to a year (31536000) when everything works over HTTPS.',
      });
    else if (judgeSwitch(settings, 'SECURE_HSTS_INCLUDE_SUBDOMAINS', false, true) === 'certain') {
      const subdomains = settings.get('SECURE_HSTS_INCLUDE_SUBDOMAINS');
      settings.report(subdomains.kind === 'unset' ? value : subdomains, {
        message: 'Subdomains may be visited over plain HTTP, and a forged one can set cookies for the whole domain.',
        remediation:
          'Set `SECURE_HSTS_INCLUDE_SUBDOMAINS = True` when every subdomain answers over HTTPS; `SECURE_HSTS_PRELOAD = True` makes the domain eligible for the list of the browsers.',
      });
    }
  },
});
