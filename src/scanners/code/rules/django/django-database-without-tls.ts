import { clearConnection, isRemoteHost } from '../../support/settings/connections.ts';
import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, textOf, truthOf, type Value } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-database-without-tls',
    title: 'Django talks to its database or cache without TLS',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: [],
    tags: ['django', 'configuration', 'database', 'tls'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const report = (value: Value, host: string): void =>
      settings.report(value, {
        message: `The connection to \`${host}\` does not ask for TLS: the password and the data can be read on the way.`,
        remediation:
          'Ask for TLS in `OPTIONS`: `"sslmode": "verify-full"` (PostgreSQL), `"ssl"` (MySQL), or `rediss://`.',
      });
    const databases = settings.get('DATABASES');
    if (databases.kind === 'dict')
      for (const database of databases.entries.values()) {
        const host = entryOf(database, 'HOST');
        const text = textOf(host);
        const options = entryOf(database, 'OPTIONS');
        if (text === undefined || !isRemoteHost(text) || /sqlite/.test(textOf(entryOf(database, 'ENGINE')) ?? ''))
          continue;
        if (options.kind !== 'unset' && options.kind !== 'dict') continue;
        if (options.kind === 'dict' && (options.open || [...options.entries].some(([key, value]) => isTls(key, value))))
          continue;
        report(host, text);
      }
    const caches = settings.get('CACHES');
    const places = [
      settings.get('CELERY_BROKER_URL'),
      settings.get('BROKER_URL'),
      settings.get('CELERY_RESULT_BACKEND'),
    ];
    if (caches.kind === 'dict') places.push(...[...caches.entries.values()].map((cache) => entryOf(cache, 'LOCATION')));
    for (const place of places)
      for (const item of place.kind === 'list' ? itemsOf(place).items : [place]) {
        const clear = clearConnection(textOf(item) ?? '');
        if (clear !== undefined) report(item, clear.host);
      }
  },
});

function isTls(key: string, value: Value): boolean {
  if (!/ssl|tls/i.test(key)) return false;
  return truthOf(value) !== false && !/^(?:disable|allow|prefer)$/.test(textOf(value) ?? '');
}
