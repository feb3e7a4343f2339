/** The licence policy that a configuration means. */
import type { DependencySettings } from '../../scanner.ts';
import { normaliseExpression } from './expression.ts';
import type { LicencePolicy } from './judge-licence.ts';

/** Ids in SPDX's own spelling; what is no SPDX id is kept as written and then matches nothing. */
export function policyOf(settings: DependencySettings = {}): LicencePolicy {
  const ids = (list: readonly string[] = []) => list.map((id) => normaliseExpression(id) ?? id);
  const own = settings.licence === undefined ? undefined : normaliseExpression(settings.licence);
  return {
    use: settings.use ?? 'application',
    allow: ids(settings['allow-licences']),
    deny: ids(settings['deny-licences']),
    ...(own !== undefined && { own }),
  };
}
