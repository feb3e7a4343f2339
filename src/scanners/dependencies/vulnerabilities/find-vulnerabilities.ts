/** Matches the dependency graph against the advisory store and says for each vulnerability how it gets in and how to leave it. */
import {
  type AdvisoryMatch,
  type AdvisoryStore,
  groupMatches,
  judgeSeverity,
  judgeSpecifier,
  matchVersion,
  type PackageAdvisories,
  planUpgrade,
  type RangeVerdict,
  type UpgradePlan,
  type Vulnerability,
} from '../../../advisories/index.ts';
import {
  compareConfidence,
  type DraftFinding,
  type FileContext,
  type JsonValue,
  type Severity,
} from '../../../findings/index.ts';
import { parseVersion, satisfies } from '../../../formats/index.ts';
import { type Dependency, type DependencyGraph, isProduction, placeOf, whyPaths } from '../graph/index.ts';
import type { Inventory, Place } from '../inventory/index.ts';
import { maliciousDependency } from '../rules/malicious-dependency.ts';
import { vulnerableDependency } from '../rules/vulnerable-dependency.ts';
import { looseRequirement, vulnerableRequirement } from '../rules/vulnerable-requirement.ts';
import { upgradeCommand } from './upgrade-command.ts';

const maxPaths = 8;

export interface VulnerabilityResult {
  readonly findings: readonly DraftFinding[];
  readonly counters: { readonly matched: number; readonly unversioned: number; readonly notPython: number };
}

/** Findings for everything in the inventory that the store knows something about; packages of other ecosystems are counted. */
export function findVulnerabilities(inventory: Inventory, store: AdvisoryStore): VulnerabilityResult {
  const { graph } = inventory;
  const findings: DraftFinding[] = [];
  const counters = { matched: 0, unversioned: 0, notPython: 0 };
  for (const dependency of graph.dependencies) {
    if (dependency.firstParty) continue;
    if (dependency.ecosystem !== 'pypi') {
      counters.notPython += 1;
      continue;
    }
    const malware = malwareFile(dependency, store);
    if (malware !== undefined) findings.push(describeMalwareFile(dependency, malware, inventory));
    const package_ = store.packageAdvisories(dependency.key);
    if (dependency.version === undefined) {
      counters.unversioned += 1;
      if (package_) findings.push(...judgeRange(dependency, package_, inventory));
      continue;
    }
    counters.matched += 1;
    if (!package_) continue;
    const { version } = dependency;
    const vulnerabilities = groupMatches(matchVersion(package_, version));
    if (vulnerabilities.length === 0) continue;
    const way = { plan: planUpgrade(package_, version), paths: pathsOf(dependency, graph) };
    for (const vulnerability of vulnerabilities)
      findings.push(describe({ dependency, version, ...way }, vulnerability, inventory, store));
  }
  return { findings, counters };
}

interface Affected {
  readonly dependency: Dependency;
  readonly version: string;
  readonly plan: UpgradePlan;
  readonly paths: string[][];
}

function describe(
  { dependency, version, plan, paths }: Affected,
  vulnerability: Vulnerability,
  inventory: Inventory,
  store: AdvisoryStore,
): DraftFinding {
  const { matches, ids } = vulnerability;
  const malicious = matches.some(({ advisory }) => advisory.malicious);
  const best = matches.reduce((a, b) => (compareConfidence(b.confidence, a.confidence) > 0 ? b : a));
  const judged = judgeSeverity(
    matches.flatMap(({ advisory }) => advisory.severities),
    matches.map(({ advisory }) => advisory.severityLabel).find((label) => label !== undefined),
  );
  const names = [...ids, ...vulnerability.related];
  const kev = names.map((id) => store.kev(id)).find((entry) => entry !== undefined);
  const epss = ids.map((id) => store.epss(id)).find((entry) => entry !== undefined);
  const fixedIn = [...new Set(matches.flatMap((match) => match.fixedIn))];
  const summary = tellingSentence(best.advisory.summary);
  const severity: Severity = malicious ? 'critical' : judged.severity === 'unknown' ? 'high' : judged.severity;
  return {
    ...base(dependency, inventory),
    rule: malicious ? maliciousDependency.name : vulnerableDependency.name,
    severity: kev && severity !== 'critical' ? 'critical' : severity,
    confidence: best.confidence,
    message:
      `${dependency.name} ${version}${malicious ? ' is malware' : ' has a known vulnerability'}: ${vulnerability.id}. ${summary}${kev ? ' It is exploited in the wild.' : ''}`.trim(),
    identity: { scope: '', content: `pkg:pypi/${dependency.key} ${rootId(matches)}` },
    cwe: [...new Set([...matches.flatMap(({ advisory }) => advisory.cwe), malicious ? 'CWE-506' : 'CWE-1395'])],
    remediation: malicious
      ? `Remove ${dependency.name}, and treat every machine that installed it as compromised: change the credentials it could read.`
      : remediation(dependency, plan, fixedIn, inventory.graph),
    properties: compact({
      package: dependency.name,
      version,
      purl: `pkg:pypi/${dependency.key}@${encodeURIComponent(version)}`,
      id: vulnerability.id,
      ids: [...ids],
      related: vulnerability.related.length > 0 ? [...vulnerability.related] : undefined,
      cvssScore: judged.score,
      cvssVector: judged.vector,
      severitySource: judged.source,
      severitySpread: judged.spread && { low: judged.spread.low, high: judged.spread.high },
      severityKnown: judged.severity !== 'unknown',
      kev: kev ? true : undefined,
      kevAdded: kev?.added,
      ransomware: kev?.ransomware || undefined,
      epss: epss?.probability,
      epssPercentile: epss?.percentile,
      basis: best.basis,
      flags: [...new Set(matches.flatMap(({ flags }) => flags))].sort(),
      fixedIn,
      upgradeTo: plan.version,
      upgradeStep: plan.step,
      groups: [...dependency.groups],
      direct: dependency.direct,
      paths,
      urls: [...best.advisory.urls],
    }),
  };
}

function pathsOf(dependency: Dependency, graph: DependencyGraph): string[][] {
  return whyPaths(graph, dependency, maxPaths).map((chain) => chain.map(({ name }) => name));
}

/** The first sentence of a summary, which the store may have cut. */
function tellingSentence(summary: string): string {
  const flat = summary
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:However|But|Thus|Therefore), (\w)/, (_, first: string) => first.toUpperCase());
  const [sentence = ''] = flat.split(/(?<=[.!?])(?<!\b(?:e\.g|i\.e|vs|etc|v)\.) (?=[A-Z`"'])/);
  return /[.!?]["')]?$/.test(sentence) || flat.length < 230
    ? sentence.replace(/(?<![.!?]["')]?)$/, sentence === '' ? '' : '.')
    : `${sentence.replace(/ \S*$/, '')} …`;
}

/** Stable when aliases are added later: the id of the record that was published first. */
function rootId(matches: readonly AdvisoryMatch[]): string {
  const [first] = matches
    .map(({ advisory }) => advisory)
    .sort((a, b) =>
      (a.published ?? '9') < (b.published ?? '9')
        ? -1
        : (a.published ?? '9') > (b.published ?? '9')
          ? 1
          : a.id < b.id
            ? -1
            : 1,
    );
  return first?.id ?? '';
}

function remediation(
  dependency: Dependency,
  plan: ReturnType<typeof planUpgrade>,
  fixedIn: readonly string[],
  graph: DependencyGraph,
): string {
  if (plan.version !== undefined) {
    const manager = graph.units.find(({ id }) => id === dependency.unit)?.manager;
    const command = upgradeCommand(manager, dependency, plan.version);
    const note = plan.prerelease ? ' (a pre-release: no final release without known vulnerabilities is known)' : '';
    return `Upgrade ${dependency.name} to ${plan.version}${note}, the smallest step to a version without a known vulnerability. ${blockedBy(dependency, plan.version)}${command}`;
  }
  if (fixedIn.length > 0) {
    return `Fixed in ${fixedIn.join(', ')}, but every version known here has some vulnerability; take the newest release above ${plan.above ?? dependency.version}.`;
  }
  return `No fixed version is known. Look for a release above ${plan.above ?? dependency.version}, replace or remove ${dependency.name}, or record why it does not matter here as a waiver.`;
}

/** A command cannot lock what the manifest forbids: the line that has to change first. */
function blockedBy({ declared, evidence }: Dependency, version: string): string {
  const wanted = parseVersion(version);
  const line = declared.find(
    ({ role, allowed }) =>
      role !== 'override' && allowed.length > 0 && wanted && !allowed.some((set) => satisfies(wanted, set)),
  );
  // A requirements file that pins is itself what the command or edit changes.
  if (line === undefined || evidence === 'pinned') return '';
  return `First change “${line.specifier}” in ${line.place.path}:${line.place.line}, which keeps it out. `;
}

function judgeRange(dependency: Dependency, package_: PackageAdvisories, inventory: Inventory): DraftFinding[] {
  const declared = dependency.declared.find(({ role }) => role === 'requirement');
  if (declared?.allowed.length !== 1 || dependency.source.kind === 'vcs' || dependency.source.kind === 'path')
    return [];
  const verdict = judgeSpecifier(package_, declared.allowed[0] ?? []);
  if (verdict.kind === 'none' || verdict.kind === 'unknown') return [];
  // Build tools are taken from the index anew for every build: the newest one that is allowed.
  if (
    verdict.kind === 'some-affected' &&
    dependency.groups.length > 0 &&
    dependency.groups.every((group) => group === 'build')
  )
    return [];
  const loose = verdict.kind === 'some-affected';
  const range = declared.specifier === '' ? 'any version' : declared.specifier;
  const ids = verdict.advisories.map(({ id }) => id).sort();
  return [
    {
      ...base(dependency, inventory),
      rule: loose ? looseRequirement.name : vulnerableRequirement.name,
      severity: loose ? (isProduction(dependency) ? 'low' : 'info') : 'high',
      confidence: loose ? 'low' : 'medium',
      message: `${dependency.name} (${range}, not locked): ${rangeWords(verdict)}`,
      identity: { scope: '', content: `pkg:pypi/${dependency.key} ${verdict.kind}` },
      cwe: ['CWE-1395'],
      remediation: rangeRemedy(dependency, verdict),
      properties: compact({
        package: dependency.name,
        specifier: declared.specifier,
        verdict: verdict.kind,
        newestAllowed: verdict.newestAllowed,
        raiseFloorTo: verdict.raiseFloorTo,
        blockedFix: verdict.blockedFix,
        ids,
        paths: pathsOf(dependency, inventory.graph),
      }),
    },
  ];
}

function rangeWords(verdict: RangeVerdict): string {
  const count = `${verdict.advisories.length} known ${verdict.advisories.length === 1 ? 'vulnerability' : 'vulnerabilities'}`;
  if (verdict.kind === 'all-affected') return `every version it allows that is known has some of ${count}.`;
  if (verdict.kind === 'newest-affected')
    return `the newest version it allows, ${verdict.newestAllowed}, has ${count}.`;
  if (verdict.raiseFloorTo === undefined)
    return `the versions it allows up to ${verdict.newestAllowed} have ${count}; newer ones are not known here.`;
  return `it allows versions with ${count}; ${verdict.newestAllowed} and other allowed ones are clean.`;
}

function rangeRemedy(dependency: Dependency, verdict: RangeVerdict): string {
  if (verdict.raiseFloorTo !== undefined)
    return `Lock the dependencies, or raise the floor: ${dependency.name}>=${verdict.raiseFloorTo}.`;
  if (verdict.kind === 'some-affected') return 'Lock the dependencies, so that it is known which version is used.';
  if (verdict.blockedFix !== undefined)
    return `The range keeps the fix out: allow ${dependency.name} ${verdict.blockedFix}.`;
  return `Allow a release newer than ${verdict.newestAllowed}; none without known vulnerabilities is known here.`;
}

function malwareFile(
  dependency: Dependency,
  store: AdvisoryStore,
): { readonly hash: string; readonly id: string } | undefined {
  for (const entry of dependency.hashes) {
    const hash = entry.startsWith('sha256:') ? entry.slice(7).toLowerCase() : undefined;
    const id = hash && store.maliciousFile(hash);
    if (hash && id) return { hash, id };
  }
  return undefined;
}

function describeMalwareFile(
  dependency: Dependency,
  { hash, id }: { readonly hash: string; readonly id: string },
  inventory: Inventory,
): DraftFinding {
  return {
    ...base(dependency, inventory),
    rule: maliciousDependency.name,
    severity: 'critical',
    confidence: 'high',
    message: `A file locked for ${dependency.name} is known malware: its SHA-256 ${hash.slice(0, 12)}… is listed in ${id}.`,
    identity: { scope: '', content: `sha256 ${hash}` },
    cwe: ['CWE-506'],
    remediation: `Remove the entry, and treat every machine that installed it as compromised.`,
    properties: compact({
      package: dependency.name,
      version: dependency.version,
      ids: [id],
      sha256: hash,
      paths: pathsOf(dependency, inventory.graph),
    }),
  };
}

function base(dependency: Dependency, inventory: Inventory) {
  const place = narrow(placeOf(dependency) ?? { path: dependency.unit, line: 1, start: 0, end: 0 }, inventory);
  const { location, excerpt } = inventory.locate(place);
  const locked = dependency.locked;
  const related =
    locked !== undefined && (locked.path !== place.path || locked.start > place.start || locked.end < place.end)
      ? [
          {
            location: inventory.locate(narrow(locked, inventory)).location,
            message: `locked here as ${dependency.version ?? 'an unknown version'}`,
          },
        ]
      : undefined;
  return {
    scanner: 'dependencies' as const,
    location,
    excerpt,
    context: contextOf(dependency, place.path, inventory),
    ...(related && { related }),
  };
}

/** Of a lock entry of many lines the one that says the version. */
function narrow(place: Place, inventory: Inventory): Place {
  const entry = inventory.text(place.path)?.slice(place.start, place.end);
  const line = entry === undefined ? null : /\n[ \t]*("?version"?[ \t]*[:=][^\n]*?),?(?=\r?\n|$)/.exec(entry);
  if (line === null || entry === undefined) return place;
  const offset = line.index + line[0].indexOf(line[1] as string);
  const start = place.start + offset;
  const lines = entry.slice(0, offset).split('\n').length - 1;
  return { ...place, line: place.line + lines, start, end: start + (line[1] as string).length };
}

function contextOf(dependency: Dependency, path: string, inventory: Inventory): FileContext {
  const context = inventory.contextOf(path);
  return context === 'application' && !isProduction(dependency) ? 'tooling' : context;
}

function compact(properties: { readonly [key: string]: JsonValue | undefined }): { readonly [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
