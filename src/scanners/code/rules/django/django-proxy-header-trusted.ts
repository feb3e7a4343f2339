import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';
import { itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-proxy-header-trusted',
    title: 'Django believes a header about HTTPS or the host name',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-348'],
    aliases: ['seed:django-setting-secure-proxy-ssl-header'],
    tags: ['django', 'configuration', 'proxy'],
    since: '0.1.0',
    tier: 'inventory',
  },

  checkSettings(settings) {
    const header = settings.get('SECURE_PROXY_SSL_HEADER');
    if (itemsOf(header).items.some((item) => textOf(item) !== undefined))
      settings.report(header, {
        message:
          'Where the application can be reached without the proxy, a client that sends this header is taken for one that uses HTTPS.',
        remediation: 'Make sure that a proxy is always in front, and that it removes the header from requests.',
      });
    if (judgeSwitch(settings, 'USE_X_FORWARDED_HOST', true, false) === 'certain')
      settings.report(settings.get('USE_X_FORWARDED_HOST'), {
        message:
          'The host name comes from `X-Forwarded-Host`: a proxy that passes the header on lets clients choose it.',
        remediation: 'Make sure that the proxy sets or removes the header, or remove the setting.',
      });
  },
});
