/** Settings of Flask and Quart, wherever they are set: `app.config[…]`, `config.update(…)`, configuration classes. */
import { Assign, Call, ClassDef, Keyword, Kind, listItems, Name, Subscript } from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { stageOf } from './expressions.ts';

export interface FlaskSetting {
  readonly name: string;
  readonly value: Node;
}

/** The settings whose names match that an Assign, or a call of `config.update` or `from_mapping`, gives a value. */
export function flaskSetting(ctx: RuleContext, node: Node, wanted: RegExp): readonly FlaskSetting[] {
  const { words } = ctx;
  if (words[node] === Kind.Call)
    return listItems(words, Call.keywords(words, node)).flatMap((keyword) => {
      const name = ctx.name(Keyword.arg(words, keyword));
      return wanted.test(name) ? [{ name, value: Keyword.value(words, keyword) }] : [];
    });
  const value = Assign.value(words, node);
  return listItems(words, Assign.targets(words, node)).flatMap((target) => {
    const name = settingName(ctx, target, wanted);
    return name === undefined ? [] : [{ name, value }];
  });
}

/** The class in whose body a setting is assigned. */
export function settingClass(ctx: RuleContext, node: Node): Node | undefined {
  return ctx.bindings.scopeOf(node).kind === 'class' ? ctx.enclosingClass(node) : undefined;
}

function settingName(ctx: RuleContext, target: Node, wanted: RegExp): string | undefined {
  const { words } = ctx;
  if (words[target] === Kind.Subscript) {
    const name = ctx.literal(Subscript.slice(words, target));
    if (name === undefined || !wanted.test(name)) return undefined;
    const owner = Subscript.value(words, target);
    return ctx.denotes(owner, 'flask.Flask().config', 'quart.Quart().config', 'flask.current_app.config') ||
      /(?:^|\.)config$/.test(ctx.text(owner))
      ? name
      : undefined;
  }
  if (words[target] !== Kind.Name) return undefined;
  const name = ctx.name(Name.id(words, target));
  if (!wanted.test(name) || ctx.bindings.scopeOf(target).kind === 'function') return undefined;
  const around = settingClass(ctx, target);
  // A class for tests or development, or a module of that name, is not what runs in production.
  const owner =
    around === undefined
      ? ctx.file.path.replace(/^.*\/|\.py$/g, '')
      : ctx.name(ClassDef.name(words, around)).replace(/([a-z])([A-Z])/g, '$1_$2');
  return owner.split(/[_\-.]/).some((word) => stageOf(word) === 'other') ? undefined : name;
}
