import { defineSettingRule } from '../../support/settings/django.ts';
import { itemsOf, judge, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-any-host-allowed',
    title: 'Django answers requests for any host name',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-644', 'CWE-20'],
    aliases: ['seed:misconfiguration-2', 'seed:django-setting-allowed-hosts'],
    tags: ['django', 'configuration'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const hosts = settings.get('ALLOWED_HOSTS');
    const verdict = judge(hosts, (value) => itemsOf(value).items.some((item) => textOf(item)?.trim() === '*'));
    if (verdict === undefined) return;
    const isDefault = verdict === 'by-default';
    settings.report(hosts, {
      ...(isDefault ? { severity: 'low' as const, confidence: 'medium' as const } : {}),
      message: `${isDefault ? 'Unless the environment says otherwise, Django' : 'Django'} accepts any \`Host\` header, and links that it builds from it (password resets, redirects, cached pages) point where the sender wants.`,
      remediation: 'List the host names of the site in `ALLOWED_HOSTS`.',
    });
  },
});
