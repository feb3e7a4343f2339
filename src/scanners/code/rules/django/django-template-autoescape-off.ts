import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-template-autoescape-off',
    title: 'Django templates do not escape values',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-79'],
    aliases: ['semgrep:python.django.security.audit.xss.global-autoescape-off.global-autoescape-off'],
    tags: ['django', 'configuration', 'xss'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    for (const engine of itemsOf(settings.get('TEMPLATES')).items) {
      const autoescape = entryOf(engine, 'OPTIONS', 'autoescape');
      if (autoescape.kind === 'unset' || truthOf(autoescape) !== false) continue;
      settings.report(autoescape, {
        message: 'No template escapes values: one that holds HTML becomes part of the page everywhere.',
        remediation: 'Remove the option, and mark the few values that are HTML.',
      });
    }
  },
});
