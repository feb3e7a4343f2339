import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-security-log-discarded',
    title: 'Security events of Django are thrown away',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-778'],
    aliases: ['pyscg:0020'],
    tags: ['django', 'configuration', 'logging'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const logging = settings.get('LOGGING');
    for (const name of [
      'django.security',
      'django.security.DisallowedHost',
      'django.security.csrf',
      'django.request',
    ]) {
      const logger = entryOf(logging, 'loggers', name);
      if (logger.kind !== 'dict') continue;
      const { items, open } = itemsOf(entryOf(logger, 'handlers'));
      const propagate = entryOf(logger, 'propagate');
      const stays = propagate.kind === 'scalar' && propagate.value.kind === 'bool' && !propagate.value.value;
      const classes = items.map((item) => textOf(entryOf(logging, 'handlers', textOf(item) ?? '', 'class')));
      if (open || !stays || !classes.every((type) => /NullHandler$/.test(type ?? ''))) continue;
      if (name === 'django.security.DisallowedHost') continue;
      settings.report(logger, {
        message: `What \`${name}\` reports (suspicious requests, failed checks) reaches nobody.`,
        remediation: 'Give the logger a handler, or remove `propagate: False`.',
      });
    }
  },
});
