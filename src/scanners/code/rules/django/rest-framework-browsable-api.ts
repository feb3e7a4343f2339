import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'rest-framework-browsable-api',
    title: 'The browsable API of Django REST framework is on in production',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-200'],
    aliases: [],
    tags: ['django', 'configuration'],
    since: '0.1.0',
    tier: 'inventory',
  },

  checkSettings(settings) {
    if (!settings.holds('INSTALLED_APPS', /^rest_framework$/)) return;
    const framework = settings.get('REST_FRAMEWORK');
    const renderers = entryOf(framework, 'DEFAULT_RENDERER_CLASSES');
    const browsable = itemsOf(renderers).items.find((item) => /BrowsableAPIRenderer$/.test(textOf(item) ?? ''));
    if (browsable === undefined && (renderers.kind !== 'unset' || !settings.isComplete)) return;
    settings.report(browsable ?? framework, {
      message:
        'Browsers get a web page with forms for every view: it shows the shape of the API and runs a query per choice.',
      remediation: "Set `DEFAULT_RENDERER_CLASSES` to `['rest_framework.renderers.JSONRenderer']` in production.",
    });
  },
});
