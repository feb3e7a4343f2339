/** A scan with everything around it: advisory store, imported reports, comparison with a revision, decisions. Shared by the commands that need a judged report. */
import { decideGate, decidePolicy, type GateResult, TheriacError } from '../findings/index.ts';
import { disk, findGit } from '../platform/index.ts';
import type { EffectiveSettings } from '../project/configuration/index.ts';
import {
  type BaseRevision,
  type Decisions,
  openBase,
  openStaged,
  type ScanOptions,
  type ScanReport,
  scanProject,
  triageReport,
} from '../scan/index.ts';

import type { CommandContext } from './command.ts';
import { importing } from './imports.ts';
import { scanAdvisories } from './scan-advisories.ts';
import { toScanOptions } from './scan-flags.ts';
import { describeProgress } from './scan-progress.ts';
import type { Targets } from './targets.ts';
import { loadDecisions } from './triage-flags.ts';
import { verification } from './verification.ts';

export interface AuditRequest {
  readonly targets: Targets;
  readonly settings: EffectiveSettings;
  readonly stdin?: { readonly path: string; readonly bytes: Uint8Array };
  /** Reports of other tools, besides those of the settings; relative to the working folder. */
  readonly imports?: readonly string[];
  readonly importFormat?: string;
  /** Nothing is scanned; only imported findings count. */
  readonly importsOnly?: boolean;
  /** Revision to compare with. */
  readonly diff?: string;
  /** Look at what the next commit would hold. */
  readonly staged?: boolean;
  readonly signal?: AbortSignal;
  /** Absolute path of a bill of materials, scanned instead of the repository. */
  readonly sbom?: string;
}

export interface Audit {
  readonly report: ScanReport;
  readonly decisions: Decisions;
}

/** Scans and applies all decisions. */
export async function audit(context: CommandContext, request: AuditRequest): Promise<Audit> {
  const { terminal, workingFolder } = context;
  const { settings, targets, stdin } = request;
  const imports = await importing(
    [...(settings.import ?? []), ...(request.imports ?? [])],
    workingFolder,
    request.importFormat,
  );
  const advisories = request.importsOnly ? {} : await scanAdvisories(context, settings);
  const sides = await openSides(request);
  const shared: Omit<ScanOptions, 'imported'> = {
    root: targets.root,
    ...(targets.paths && request.sbom === undefined && { targets: targets.paths }),
    ...toScanOptions(settings),
    ...verification(context, settings),
    ...advisories,
    ...(request.importsOnly && { scanners: [] }),
    ...(stdin && { stdin }),
    ...(request.signal && { signal: request.signal }),
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  };
  const scanned = await scanProject({
    ...shared,
    ...imports,
    ...(request.sbom !== undefined && (await import('./sbom-input.ts')).sbomScanOptions(request.sbom)),
    ...(sides.head && { fileSystem: sides.head }),
    onTimings: (timings) => {
      for (const [phase, time] of Object.entries(timings)) terminal.verbose(`${phase}: ${time.toFixed(0)} ms`);
    },
  });
  const base = sides.base && (await scanProject({ ...shared, fileSystem: sides.base.fileSystem }));
  terminal.clearStatus();
  const issues = [...scanned.issues, ...sides.issues];
  const head = { ...scanned, issues, incomplete: issues.some(({ incomplete }) => incomplete) };
  const decisions = loadDecisions(targets.root, head, settings);
  const report = triageReport(head, decisions, {
    whole: isWhole(request),
    ...(base && sides.base && { base: { against: sides.base.name, findings: base.findings } }),
  });
  return { report, decisions };
}

/** The gate of a judged report; a policy that is there always speaks, and decides when asked. */
export function decide({ report, decisions }: Audit, settings: EffectiveSettings): GateResult {
  const conditions = settings['fail-on'];
  if (conditions.includes('policy') && decisions.policy === undefined) {
    throw new TheriacError('no-policy', '"--fail-on policy" needs a policy with a list "gate".', {
      hint: 'Write .theriac/policy.yaml, or name the file with --policy.',
    });
  }
  return decideGate(report.findings, conditions, decisions.policy && decidePolicy(report.findings, decisions.policy));
}

interface Sides {
  readonly head?: NonNullable<ScanOptions['fileSystem']>;
  readonly base?: BaseRevision;
  readonly issues: ScanReport['issues'];
}

async function openSides({ targets, diff, staged }: AuditRequest): Promise<Sides> {
  if (diff === undefined && !staged) return { issues: [] };
  if (findGit(disk, targets.root)?.workTree !== targets.root) {
    throw new TheriacError(
      'no-repository',
      `${targets.root} is not a git repository: there is nothing to compare with.`,
    );
  }
  if (!staged) {
    const base = await openBase(targets.root, diff ?? 'HEAD');
    return { base, issues: base.issues };
  }
  const sides = await openStaged(targets.root);
  const base = diff === undefined ? sides.base : await openBase(targets.root, diff);
  return { head: sides.staged.fileSystem, base, issues: [...base.issues, ...sides.staged.issues] };
}

function isWhole({ targets, settings, stdin, importsOnly }: AuditRequest): boolean {
  const { only, select } = settings;
  return targets.paths === undefined && !stdin && !importsOnly && !only?.length && !select;
}
