/** Other tools' rule ids → our rules, from the aliases that each rule states. */
import type { RuleMeta } from '../rule.ts';

export interface AliasTable {
  /** Names of our rules for `id` of `tool` (`bandit`, `ruff`, `semgrep`, `codeql`, `sonar`, `theriac`); empty if unknown. */
  resolve(tool: string, id: string): readonly string[];
  /** Our own rule names and former names, for suggestions. */
  readonly names: readonly string[];
}

/** Semgrep ids are also found by their last dotted part, as Semgrep itself does for registry rules. */
export function createAliasTable(rules: readonly RuleMeta[]): AliasTable {
  const table = new Map<string, string[]>();
  const add = (key: string, name: string): void => {
    const names = table.get(key);
    if (names === undefined) table.set(key, [name]);
    else if (!names.includes(name)) names.push(name);
  };
  for (const rule of rules) {
    for (const name of [rule.name, ...(rule.formerNames ?? [])]) add(`theriac:${name}`, rule.name);
    for (const alias of rule.aliases) {
      const key = alias.toLowerCase();
      add(key, rule.name);
      if (key.startsWith('semgrep:'))
        add(`semgrep:${key.slice(key.lastIndexOf('.') + 1).replace(/^semgrep:/, '')}`, rule.name);
    }
  }
  const names = rules.flatMap((rule) => [rule.name, ...(rule.formerNames ?? [])]);
  return {
    names,
    resolve(tool, id) {
      const wanted = id.toLowerCase();
      const found = table.get(`${tool}:${wanted}`);
      if (found !== undefined || tool !== 'semgrep') return found ?? [];
      return table.get(`semgrep:${wanted.slice(wanted.lastIndexOf('.') + 1)}`) ?? [];
    },
  };
}
