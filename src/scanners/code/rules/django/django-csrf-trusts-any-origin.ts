import { defineSettingRule } from '../../support/settings/django.ts';
import { itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-csrf-trusts-any-origin',
    title: 'Requests of any site pass the CSRF check of Django',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-352', 'CWE-942'],
    aliases: ['codeql:py/csrf-protection-disabled'],
    tags: ['django', 'configuration', 'csrf'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    for (const item of itemsOf(settings.get('CSRF_TRUSTED_ORIGINS')).items) {
      const text = textOf(item);
      if (
        text === undefined ||
        !/^(?:https?:\/\/)?\*(?:\.(?:com|org|net|io|app|dev|co\.uk|github\.io|herokuapp\.com|vercel\.app|netlify\.app))?$/.test(
          text,
        )
      )
        continue;
      settings.report(item, {
        message: `\`${text}\` lets sites that anybody can register send requests in the name of a logged-in user.`,
        remediation: 'List the origins of the own sites in `CSRF_TRUSTED_ORIGINS`.',
      });
    }
  },
});
