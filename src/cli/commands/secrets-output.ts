/** What the secrets commands print. Findings hold no value, so nothing here can leak one. */
import { compareFindings, type DraftFinding, type ScanIssue } from '../../findings/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { secretRules } from '../../scanners/secrets/index.ts';
import { type CommandContext, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const formatOption = { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] } as const;

const byDefault: ReadonlySet<string> = new Set(secretRules.filter((rule) => rule.enabled).map((rule) => rule.name));

/** The default view: identifiers that open nothing are left out. */
export const isDefaultRule = (rule: string): boolean => byDefault.has(rule);

/** Whether a comment, baseline or allowlist accepts the finding. */
export function isAccepted({ properties }: DraftFinding): boolean {
  return properties?.['accepted'] !== undefined || properties?.['allowedInline'] === true;
}

/** Prints findings, issues and a closing line; returns the exit code. */
export async function reportSecrets(
  context: CommandContext,
  findings: readonly DraftFinding[],
  issues: readonly ScanIssue[],
  counters: { readonly [name: string]: number },
): Promise<number> {
  const { terminal } = context;
  const sorted = [...findings].sort(compareFindings);
  const open = sorted.filter((finding) => !isAccepted(finding));
  if (textOption(context, 'format') === 'json') {
    await terminal.write(`${JSON.stringify({ findings: sorted, issues, counters }, undefined, 2)}\n`);
  } else {
    await terminal.write(open.map((finding) => `${escapeLine(describe(finding))}\n`));
    for (const issue of issues) terminal.warn(issue.message);
    const numbers = Object.entries(counters).map(([name, value]) => `${value} ${name}`);
    const accepted = sorted.length - open.length;
    await terminal.write(
      `${open.length} ${open.length === 1 ? 'secret' : 'secrets'}${accepted > 0 ? `, ${accepted} accepted` : ''} (${numbers.join(', ')}).\n`,
    );
  }
  if (open.length > 0) return exitCodes.failed;
  return issues.some((issue) => issue.incomplete) ? exitCodes.incomplete : exitCodes.passed;
}

function describe({ location, rule, severity, message, remediation }: DraftFinding): string {
  const { path, start, cell } = location;
  return `${path}:${cell === undefined ? '' : `cell ${cell}:`}${start.line}:${start.column}: ${severity}: ${message} [${rule}]${remediation === undefined ? '' : ` ${remediation}`}`;
}
