import { Attribute, Call, ClassDef, Keyword, Kind, listItems, Name } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { requestPart } from '../../support/request-data.ts';

const dataPart = /^(?:form|values|json|args|data|GET|POST|params|query_params|json_body)$/;
const checked =
  /(?:Form|FormSet|Serializer|Schema|Request|Params|Input|Payload|Query|Filter|Command|Event|Message|Response|Error|Exception|Dto|DTO|Config|Settings|Options|Args|Validator)(?:$|V?\d)|(?:^|\.)(?:schemas?|forms|serializers|dtos?|pydantic|marshmallow|validators)\./;

export const rule = defineRule({
  meta: {
    name: 'mass-assignment',
    title: 'Request data is expanded into a record',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-915'],
    aliases: ['semgrep:python.django.security.injection.mass-assignment.mass-assignment'],
    tags: ['web', 'django', 'flask', 'orm'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Call', { symbols: ['request'] }),
  check(ctx, node) {
    for (const keyword of listItems(ctx.words, Call.keywords(ctx.words, node))) {
      if (Keyword.arg(ctx.words, keyword) !== 0) continue;
      const part = requestPart(ctx, Keyword.value(ctx.words, keyword));
      if (part === undefined || !dataPart.test(part) || !makesRecord(ctx, Call.func(ctx.words, node))) continue;
      ctx.report(node, {
        message: `The client chooses which fields of the record it sets: every key of \`request.${part}\` becomes one.`,
        remediation: 'Name the fields that may be set, or let a form or serializer with a list of fields do it.',
      });
    }
  },
});

/** A class that keeps what it is given, or the method of a manager that writes. */
function makesRecord(ctx: RuleContext, callee: Node): boolean {
  const { words } = ctx;
  if (words[callee] === Kind.Attribute) {
    const method = ctx.name(Attribute.attr(words, callee));
    if (/^(?:create|update|update_or_create|get_or_create|acreate|aupdate)$/.test(method)) {
      return /\b(?:objects|_default_manager|query)\b/.test(ctx.text(Attribute.value(words, callee)).slice(0, 200));
    }
    return /^[A-Z][a-z]/.test(method) && /\bmodels\b/.test(ctx.qualifiedName(callee) ?? '') && !checked.test(method);
  }
  if (words[callee] !== Kind.Name) return false;
  const name = ctx.qualifiedName(callee) ?? ctx.name(Name.id(words, callee));
  if (!/^[A-Z][a-z]/.test(name.split('.').pop() ?? '') || checked.test(name)) return false;
  const symbol = Name.id(words, callee);
  const own = ctx.nodesOf('ClassDef').find((definition) => ClassDef.name(words, definition) === symbol);
  // Of a class that is imported only its module tells what it is.
  if (own === undefined) return /(?:^|\.)(?:models?|entities|orm|db|database)\b/.test(name);
  return listItems(words, ClassDef.bases(words, own)).some((base) =>
    /\bModel$|^Base$|\bDocument$|DeclarativeBase/.test(ctx.text(base)),
  );
}
