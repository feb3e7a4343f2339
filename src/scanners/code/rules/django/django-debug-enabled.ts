import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-debug-enabled',
    title: 'Django runs in debug mode in production settings',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-489', 'CWE-215'],
    aliases: ['pyscg:0021', 'seed:django-setting-debug'],
    tags: ['django', 'configuration', 'debug'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const verdict = judgeSwitch(settings, 'DEBUG', true, false);
    if (verdict === undefined) return;
    const isDefault = verdict === 'by-default';
    settings.report(settings.get('DEBUG'), {
      ...(isDefault ? { severity: 'medium' as const, confidence: 'medium' as const } : {}),
      message: isDefault
        ? 'Debug mode is on unless the environment switches it off: a deployment that forgets the variable shows code, settings and queries to visitors.'
        : 'With `DEBUG = True` an error page shows code, settings and queries to whoever causes an error.',
      remediation: isDefault
        ? 'Make `False` the default and let development machines switch debug mode on.'
        : 'Set `DEBUG = False` in the settings of production.',
    });
  },
});
