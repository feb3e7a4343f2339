/** Which names a value goes to, and whether a name says that nobody must guess the value. */
import {
  AnnAssign,
  Assign,
  Attribute,
  Dict,
  FunctionDef,
  Keyword,
  Kind,
  listItems,
  Name,
  Subscript,
} from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

const secret =
  /(?:^|_)(?:pass(?:word|wd|phrase|code)s?|pwd|secret(?:_?key)?|(?:reset|access|auth|csrf|xsrf|api|refresh|session|verification|confirmation|activation|invite|bearer|security|login)_?(?:token|key|code|id)|token|otp|nonce|salt|(?:api|private|encryption|signing|master)_?key|session_?id|csrf)$/;

/** `user.resetToken` and `RESET_TOKEN` alike. */
export function isSecretName(name: string): boolean {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^(?:(?:generate|make|create|new|random|get|gen|build)_)+/, '');
  return secret.test(plain);
}

/**
 * Names that receive the value an expression becomes part of: assignment targets, keywords, dict keys, and for
 * `return` and lambdas the function's name.
 */
export function receivingNames(ctx: RuleContext, node: Node): readonly string[] {
  const { words } = ctx;
  let child = node;
  for (const around of ctx.ancestors(node)) {
    switch (words[around]) {
      case Kind.Assign:
        return listItems(words, Assign.targets(words, around)).flatMap((target) => nameOf(ctx, target));
      case Kind.AnnAssign:
        return nameOf(ctx, AnnAssign.target(words, around));
      case Kind.Keyword:
        return [ctx.name(Keyword.arg(words, around))];
      case Kind.Dict: {
        const index = listItems(words, Dict.values(words, around)).indexOf(child);
        const key = index < 0 ? undefined : listItems(words, Dict.keys(words, around))[index];
        const text = key === undefined || key === 0 ? undefined : ctx.string(key);
        return text === undefined ? [] : [text];
      }
      case Kind.Return: {
        const definition = ctx.enclosingFunction(around);
        return definition === undefined || words[definition] === Kind.Lambda
          ? []
          : [ctx.name(FunctionDef.name(words, definition))];
      }
      case Kind.Subscript:
        // An index chooses; it does not become part of the value.
        if (Subscript.slice(words, around) === child) return [];
        break;
      case Kind.Compare:
      case Kind.If:
      case Kind.While:
      case Kind.Lambda:
        return [];
      default:
        break;
    }
    child = around;
  }
  return [];
}

function nameOf(ctx: RuleContext, target: Node): string[] {
  const { words } = ctx;
  if (words[target] === Kind.Name) return [ctx.name(Name.id(words, target))];
  if (words[target] === Kind.Attribute) return [ctx.name(Attribute.attr(words, target))];
  if (words[target] !== Kind.Subscript) return [];
  const key = ctx.string(Subscript.slice(words, target));
  return key === undefined ? [] : [key];
}
