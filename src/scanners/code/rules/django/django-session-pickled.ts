import { defineSettingRule } from '../../support/settings/django.ts';
import { textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-session-pickled',
    title: 'Django reads sessions with pickle',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-502'],
    aliases: [],
    tags: ['django', 'configuration', 'deserialization'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const serializer = settings.get('SESSION_SERIALIZER');
    const text = textOf(serializer);
    if (text === undefined || !/pickle/i.test(text)) return;
    const isSigned = /signed_cookies$/.test(textOf(settings.get('SESSION_ENGINE')) ?? '');
    settings.report(serializer, {
      ...(isSigned ? { severity: 'high' as const } : {}),
      message: isSigned
        ? 'Sessions are pickles in cookies: whoever learns `SECRET_KEY` runs code on the server.'
        : 'Sessions are pickles: whoever can write to the session store runs code on the server.',
      remediation:
        'Remove the setting: Django serialises sessions as JSON. `PickleSerializer` is gone since Django 5.0.',
    });
  },
});
