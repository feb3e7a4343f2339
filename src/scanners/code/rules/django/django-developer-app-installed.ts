import { defineSettingRule } from '../../support/settings/django.ts';
import { itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-developer-app-installed',
    title: 'A tool for developers is installed in production',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-489'],
    aliases: ['pyscg:0021'],
    tags: ['django', 'configuration', 'debug'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const apps = settings.get('INSTALLED_APPS');
    if (apps.kind !== 'list') return;
    for (const app of itemsOf(apps).items) {
      const name = textOf(app);
      if (
        name === undefined ||
        !/^(?:debug_toolbar|silk|django_pdb|template_debug|debug_permissions|django_browser_reload|livereload|werkzeug_debugger_runserver)(?:\.|$)/.test(
          name,
        )
      )
        continue;
      settings.report(app, {
        message: `\`${name}\` shows or records queries, requests and settings; in production it is one wrong condition away from visitors.`,
        remediation: 'Add it to `INSTALLED_APPS` only in the settings of development.',
      });
    }
  },
});
