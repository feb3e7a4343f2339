/** `theriac rules`: what is looked for, as a table for people or JSON. */
import { type RuleMeta, selectRules, severities } from '../../findings/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { allRules } from '../rule-catalogue.ts';

export const command: Command = {
  arguments: [
    { name: '[selectors...]', description: 'Rules, tags, tiers or families; all without one', completes: 'rule' },
  ],
  options: [
    { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] },
    { flags: '--alias <tool>', description: "Table of another tool's ids: bandit, ruff, semgrep, codeql …" },
    { flags: '--enabled', description: 'Only rules of the default view' },
  ],
  examples: [
    ['theriac rules', 'all rules'],
    ['theriac rules secrets cwe-78', 'those of a family or a weakness'],
    ['theriac rules --alias bandit', "which rule stands for which of Bandit's ids"],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const rules = choose(await allRules(), context);
  const tool = textOption(context, 'alias')?.toLowerCase();
  const json = textOption(context, 'format') === 'json';
  if (tool !== undefined) {
    const table = aliasTable(rules, tool);
    if (table.length === 0) terminal.warn(`No rule has an alias of "${tool}".`);
    await terminal.write(
      json
        ? `${JSON.stringify(table, undefined, 2)}\n`
        : table.map(({ id, rules: names }) => `${id.padEnd(28)}  ${names.join(', ')}\n`),
    );
    return exitCodes.passed;
  }
  await terminal.write(json ? `${JSON.stringify(rules, undefined, 2)}\n` : listRules(rules));
  return exitCodes.passed;
}

function choose(rules: readonly RuleMeta[], context: CommandContext): readonly RuleMeta[] {
  const shown = flag(context, 'enabled') ? rules.filter(({ enabled }) => enabled) : rules;
  if (context.arguments.length === 0) return shown;
  const { enabled, errors } = selectRules(rules, { select: context.arguments });
  for (const error of errors) context.terminal.warn(`${error[0].toUpperCase()}${error.slice(1)}`);
  return shown.filter(({ name }) => enabled.has(name));
}

function* listRules(rules: readonly RuleMeta[]): Iterable<string> {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  const longest = Math.max(...severities.map((severity) => severity.length));
  let family = '';
  for (const rule of [...rules].sort((a, b) => (a.scanner < b.scanner ? -1 : a.scanner > b.scanner ? 1 : 0))) {
    if (rule.scanner !== family) {
      yield `${family === '' ? '' : '\n'}${rule.scanner}\n`;
      family = rule.scanner;
    }
    const off = rule.enabled ? '' : ` (off by default${rule.tier === 'inventory' ? ': inventory' : ''})`;
    yield `  ${rule.name.padEnd(width)}  ${rule.severity.padEnd(longest)}  ${rule.title}${off}\n`;
  }
  const off = rules.filter(({ enabled }) => !enabled).length;
  yield `\n${rules.length} rules, ${off} of them off by default. "theriac rule NAME" explains one.\n`;
}

interface AliasRow {
  readonly id: string;
  readonly rules: string[];
}

function aliasTable(rules: readonly RuleMeta[], tool: string): AliasRow[] {
  const table = new Map<string, AliasRow>();
  for (const { name, aliases } of rules) {
    for (const alias of aliases) {
      if (!alias.toLowerCase().startsWith(`${tool}:`)) continue;
      const id = alias.slice(tool.length + 1);
      const row = table.get(id);
      if (row === undefined) table.set(id, { id, rules: [name] });
      else row.rules.push(name);
    }
  }
  return [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
