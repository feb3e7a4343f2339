/** All report formats. A format is one file and one line here; it is loaded only when it is asked for. */
import type { RenderReport, ReportFormat } from './report-format.ts';

export const reportFormats: readonly ReportFormat[] = [
  { name: 'text', summary: 'For reading in a terminal', load: async () => (await import('./text.ts')).renderText },
  { name: 'concise', summary: 'One line per finding', load: async () => (await import('./concise.ts')).renderConcise },
  {
    name: 'json',
    summary: 'Everything, with a published schema',
    load: async () => (await import('./json.ts')).renderJson,
  },
  {
    name: 'jsonl',
    summary: 'One JSON object per line',
    load: async () => (await import('./jsonl.ts')).renderJsonLines,
  },
  {
    name: 'sarif',
    summary: 'SARIF 2.1.0, within the limits of GitHub code scanning',
    load: async () => (await import('./sarif.ts')).renderSarif,
  },
  {
    name: 'html',
    summary: 'One self-contained page to explore',
    load: async () => (await import('./html.ts')).renderHtml,
  },
  {
    name: 'markdown',
    summary: 'For pull requests and job summaries',
    load: async () => (await import('./markdown.ts')).markdownReport,
  },
  { name: 'github', summary: 'GitHub annotations', load: async () => (await import('./github.ts')).githubReport },
  { name: 'gitlab-sast', summary: 'GitLab SAST report', load: () => gitlabSecurity('sast') },
  {
    name: 'gitlab-dependency',
    summary: 'GitLab dependency scanning report',
    load: () => gitlabSecurity('dependency_scanning'),
  },
  { name: 'gitlab-secrets', summary: 'GitLab secret detection report', load: () => gitlabSecurity('secret_detection') },
  {
    name: 'gitlab-codequality',
    summary: 'GitLab Code Quality report',
    load: async () => (await import('./gitlab-codequality.ts')).gitlabCodeQualityReport,
  },
  { name: 'sonar', summary: 'SonarQube generic issues', load: async () => (await import('./sonar.ts')).sonarReport },
  { name: 'junit', summary: 'JUnit XML', load: async () => (await import('./junit.ts')).junitReport },
  { name: 'csv', summary: 'For spreadsheets', load: async () => (await import('./csv.ts')).csvReport },
  { name: 'rdjson', summary: 'For reviewdog', load: async () => (await import('./rdjson.ts')).rdjsonReport },
];

/** The format called `name`. */
export function findFormat(name: string): ReportFormat | undefined {
  return reportFormats.find((format) => format.name === name);
}

async function gitlabSecurity(kind: 'sast' | 'dependency_scanning' | 'secret_detection'): Promise<RenderReport> {
  const { gitlabSecurityReport } = await import('./gitlab-security.ts');
  return (report, options) => gitlabSecurityReport(report, kind, options);
}
