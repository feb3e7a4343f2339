/** What a view that is exempt from the CSRF check relies on. */
import { FunctionDef, Kind, listItems } from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';

/** `session`: the view knows its user by a cookie; `unknown`: nothing of it shows that. */
export function exemptView(ctx: RuleContext, reference: Node): 'session' | 'unknown' {
  const parent = ctx.parent(reference);
  if (parent === undefined) return 'unknown';
  const view = ctx.kind(parent) === Kind.Call ? ctx.parent(parent) : parent;
  if (view === undefined || (ctx.kind(view) !== Kind.FunctionDef && ctx.kind(view) !== Kind.AsyncFunctionDef))
    return 'unknown';
  const decorators = ctx.decorators(view);
  if (!decorators.includes(reference) && !decorators.includes(parent)) return 'unknown';
  if (decorators.some((node) => /token|signature|hmac|api_?key|oauth|bearer|basic_auth/i.test(ctx.text(node))))
    return 'unknown';
  if (
    decorators.some((node) =>
      /(?:login|permission|staff|superuser|user|role)\w*_(?:required|test)|user_passes_test|^staff_member/i.test(
        ctx.text(node),
      ),
    )
  )
    return 'session';
  const text = listItems(ctx.words, FunctionDef.body(ctx.words, view))
    .map((statement) => ctx.text(statement))
    .join('\n');
  // A service that calls back proves itself otherwise, if at all.
  if (/webhook|callback|notif|postback|ipn$/i.test(ctx.name(FunctionDef.name(ctx.words, view)))) return 'unknown';
  if (/signature|hmac|authorization|api_?key|token/i.test(text)) return 'unknown';
  return /\brequest\.(?:user\b|session\b)/.test(text) ? 'session' : 'unknown';
}
