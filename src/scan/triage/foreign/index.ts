/** The files in which other tools keep decisions. A file is one line here. */
import type { ForeignDecision, ScanIssue } from '../../../findings/index.ts';
import { type DecisionFile, openDecisionFile, type ReadDecisionFile } from '../decision-file.ts';
import {
  readOsvScanner,
  readPipAuditFlags,
  readSafetyPolicy,
  readSnyk,
  readTrivyIgnore,
  readTrivyIgnoreYaml,
} from './advisory-tools.ts';
import { readBanditIni, readBanditToml, readBanditYaml, readSemgrepIgnore } from './code-tools.ts';

const files: readonly (readonly [path: string, read: (file: DecisionFile) => ForeignDecision[]])[] = [
  ['osv-scanner.toml', readOsvScanner],
  ['.trivyignore', readTrivyIgnore],
  ['.trivyignore.yaml', readTrivyIgnoreYaml],
  ['.snyk', readSnyk],
  ['.safety-policy.yml', readSafetyPolicy],
  ['.safety-policy.yaml', readSafetyPolicy],
  ['.semgrepignore', readSemgrepIgnore],
  ['.bandit', readBanditIni],
  ['bandit.yaml', readBanditYaml],
  ['bandit.yml', readBanditYaml],
  ['.bandit.yml', readBanditYaml],
  ['.bandit.yaml', readBanditYaml],
  ['pyproject.toml', readBanditToml],
];

/** Files in which pip-audit's flags stand. */
const taskFiles = ['.pre-commit-config.yaml', 'tox.ini', 'noxfile.py', 'Makefile', 'justfile', '.gitlab-ci.yml'];
const workflow = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Reads every such file. `paths`: all files of the project, among which workflows are found. */
export function readForeignDecisions(
  read: ReadDecisionFile,
  paths: readonly string[],
): { readonly decisions: readonly ForeignDecision[]; readonly issues: readonly ScanIssue[] } {
  const decisions: ForeignDecision[] = [];
  const issues: ScanIssue[] = [];
  const tasks = [...taskFiles, ...paths.filter((path) => workflow.test(path))];
  const all = [...files, ...tasks.map((path) => [path, readPipAuditFlags] as const)];
  for (const [path, reader] of all) {
    const file = openDecisionFile(read, path);
    if (file === undefined) continue;
    for (const decision of reader(file)) decisions.push(decision);
    for (const issue of file.issues) issues.push(issue);
  }
  return { decisions, issues };
}
