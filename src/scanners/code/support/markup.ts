/** What the rules about trusted markup share: is a piece of HTML escaped already? */
import { Call, If, IfExp, Kind } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';
import { stringShape } from '../string-shape.ts';
import { isPlainValue } from './plain-values.ts';

const escaping =
  /^(?:markupsafe|flask|jinja2|html|cgi|bleach|nh3|django\.utils\.(?:html|safestring)|django\.utils\.encoding|xml\.sax\.saxutils|json)\b.*\.?(?:escape|clean|format_html|format_html_join|conditional_escape|linebreaks|urlize|quoteattr|render_to_string|mark_safe|json_script|strip_tags|Markup)(?:\(\))?$/;

/** Whether text that is declared to be HTML holds something that nobody has escaped. */
export function isUnescaped(ctx: RuleContext, text: Node): boolean {
  const safe = (node: Node): boolean => isEscaped(ctx, node);
  if (isPlainValue(ctx, text, safe)) return false;
  const parts = stringShape(ctx, text);
  if (parts === undefined) return true;
  return parts.some((part) => part.kind === 'hole' && (part.node === undefined || !isPlainValue(ctx, part.node, safe)));
}

/** Whether a branch around the node, or the choice it is an arm of, asks if the text is safe already. */
export function asksIfSafe(ctx: RuleContext, node: Node): boolean {
  for (const ancestor of ctx.ancestors(node)) {
    const kind = ctx.kind(ancestor);
    if (kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.ClassDef) return false;
    const test =
      kind === Kind.If ? If.test(ctx.words, ancestor) : kind === Kind.IfExp ? IfExp.test(ctx.words, ancestor) : 0;
    if (test !== 0 && /safe|__html__/i.test(ctx.text(test))) return true;
  }
  return false;
}

/** Calls that escape, render a template with escaping, or give markup that is trusted already. */
function isEscaped(ctx: RuleContext, node: Node): boolean {
  // `if autoescape: text = escape(text)`: the author decides per case.
  if (ctx.kind(node) === Kind.Name) {
    const definitions = ctx.bindings.definitions(node);
    if (
      definitions.length > 1 &&
      definitions.some(({ value }) => value !== undefined && ctx.kind(value) === Kind.Call && isEscaped(ctx, value))
    )
      return true;
  }
  const value = ctx.valueOf(node);
  if (ctx.kind(value) !== Kind.Call) return false;
  const callee = Call.func(ctx.words, value);
  if (
    ctx.bindings
      .qualifiedNames(callee)
      .some((path) => escaping.test(path) || path === 'django.template.loader.render_to_string')
  )
    return true;
  const receiver = ctx.receiver(value);
  if (receiver !== undefined && /\.(?:replace|strip)$/.test(ctx.text(callee))) return isEscaped(ctx, receiver);
  const name = ctx.text(callee).split('.').pop() ?? '';
  return /^(?:conditional_escape|escape|render\w*|format_html|flatatt|number_format|as_(?:ul|p|table|div|hidden|widget|json))$/.test(
    name,
  );
}
