/** What every rule of every scanner says about itself. Names are plain words; there are no codes. */
import type { ScannerId } from './finding.ts';
import type { Confidence, FileContext, Severity } from './severity.ts';

export interface RuleMeta {
  /** The bad pattern in plain words, kebab-case: `sql-injection`, `debug-enabled`. */
  readonly name: string;
  /** One line, sentence case, no full stop. */
  readonly title: string;
  readonly scanner: ScannerId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Most specific first: `['CWE-89']`. */
  readonly cwe: readonly string[];
  /** Ids of peers and guides: `bandit:B608`, `ruff:S608`, `pyscg:0010`, `codeql:py/sql-injection`, `semgrep:…`, `codeaudit:…`. */
  readonly aliases: readonly string[];
  /** e.g. `django`, `injection`, `owasp-a03`. */
  readonly tags: readonly string[];
  /** Version of Theriac that brought the rule. */
  readonly since: string;
  /** `weakness`: its condition was checked. `inventory`: a dangerous thing is here; off unless selected. `quality`: correctness and robustness. */
  readonly tier: 'weakness' | 'inventory' | 'quality';
  /** Part of the default view. */
  readonly enabled: boolean;
  /** File contexts in which the rule reports; absent: all. */
  readonly contexts?: readonly FileContext[];
  /** Earlier names, so that baselines and comments keep working. */
  readonly formerNames?: readonly string[];
  /** File name of its page without `.md`, where several rules share one. Default: its own name. */
  readonly page?: string;
}
