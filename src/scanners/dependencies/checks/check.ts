/** What a check of the inventory is: it looks at manifests, locks and the graph, and needs no advisories. */
import type { DraftFinding, FileContext, RuleMeta } from '../../../findings/index.ts';
import type { Inventory, Place } from '../inventory/index.ts';

export interface InventoryCheck {
  readonly rule: RuleMeta;
  find(subject: CheckSubject): readonly DraftFinding[];
}

export interface CheckSubject {
  readonly inventory: Inventory;
  readonly contextOf: (path: string) => FileContext;
}

export interface CheckHit {
  readonly place: Place;
  readonly message: string;
  /** Identity without positions: what is wrong with what. */
  readonly content: string;
  readonly remediation: string;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  readonly properties?: DraftFinding['properties'];
}

/** Turns a hit into a finding of the rule. */
export function inventoryFinding(rule: RuleMeta, { inventory, contextOf }: CheckSubject, hit: CheckHit): DraftFinding {
  const { location, excerpt } = inventory.locate(hit.place);
  return {
    rule: rule.name,
    scanner: 'dependencies',
    severity: rule.severity,
    confidence: rule.confidence,
    message: hit.message,
    location,
    excerpt,
    identity: { scope: '', content: hit.content },
    cwe: rule.cwe,
    context: contextOf(hit.place.path),
    remediation: hit.remediation,
    ...(hit.related && {
      related: hit.related.map(({ place, message }) => ({ location: inventory.locate(place).location, message })),
    }),
    ...(hit.properties && { properties: hit.properties }),
  };
}

/** What the rules of this kind share. */
export function inventoryRule(
  rule: Pick<RuleMeta, 'name' | 'title' | 'severity' | 'cwe'> & Partial<RuleMeta>,
): RuleMeta {
  return {
    scanner: 'dependencies',
    confidence: 'high',
    aliases: [],
    tags: ['dependencies', 'reproducibility'],
    since: '0.1.0',
    tier: 'quality',
    enabled: true,
    ...rule,
  };
}
