/** `theriac rule NAME`: the rule's page in the terminal. */
import { didYouMean, type RuleMeta, TheriacError } from '../../findings/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderMarkdown } from '../markdown-terminal.ts';
import { readRulePage } from '../package-files.ts';
import { allRules } from '../rule-catalogue.ts';

export const command: Command = {
  arguments: [
    { name: '<name>', description: "Rule, or another tool's id: B602, bandit:B602, S602", completes: 'rule' },
  ],
  options: [{ flags: '--format <format>', description: 'Format', choices: ['text', 'markdown', 'json'] }],
  examples: [
    ['theriac rule sql-injection', 'what it finds, why it matters, what to do'],
    ['theriac rule B608', "the same by Bandit's id"],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const rules = await allRules();
  const name = context.arguments[0];
  const found = findRules(rules, name);
  if (found.length === 0) {
    throw new TheriacError(
      'unknown-rule',
      `There is no rule "${name}"${
        didYouMean(
          name,
          rules.map((rule) => rule.name),
        ) || '.'
      }`,
      {
        hint: '"theriac rules" lists them.',
      },
    );
  }
  const format = textOption(context, 'format') ?? 'text';
  if (format === 'json') {
    const pages = found.map((rule) => ({ ...rule, page: readRulePage(rule) ?? null }));
    await terminal.write(`${JSON.stringify(pages.length === 1 ? pages[0] : pages, undefined, 2)}\n`);
    return exitCodes.passed;
  }
  for (const rule of found) {
    const page = readRulePage(rule) ?? `# ${rule.title}\n`;
    const text =
      format === 'markdown' ? page : renderMarkdown(page, { color: terminal.colors('stdout'), width: terminal.width });
    await terminal.write(format === 'markdown' ? text : `${text}\n${facts(rule)}`);
  }
  return exitCodes.passed;
}

function findRules(rules: readonly RuleMeta[], name: string): RuleMeta[] {
  const wanted = name.toLowerCase();
  const exact = rules.filter((rule) => rule.name === wanted || rule.formerNames?.includes(wanted));
  if (exact.length > 0) return exact;
  return rules.filter(({ aliases }) =>
    aliases.some(
      (alias) => alias.toLowerCase() === wanted || alias.slice(alias.indexOf(':') + 1).toLowerCase() === wanted,
    ),
  );
}

function facts(rule: RuleMeta): string {
  const rows: [string, string][] = [
    ['Rule', rule.name],
    ['Family', rule.scanner],
    ['Severity', `${rule.severity}, ${rule.confidence} confidence`],
    ['Weakness', rule.cwe.join(', ')],
    ['Elsewhere', rule.aliases.join(', ')],
    ['Tags', rule.tags.join(', ')],
    [
      'Default',
      rule.enabled ? 'on' : `off; on with --extend-select ${rule.tier === 'inventory' ? 'inventory' : rule.name}`,
    ],
    ['Accept with', `# theriac: ignore[${rule.name}] reason`],
  ];
  return `${rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label.padEnd(12)} ${value}`)
    .join('\n')}\n`;
}
