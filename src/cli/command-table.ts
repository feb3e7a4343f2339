/** All commands, in the order of the help. A command's file is loaded only when it runs. */
import type { CommandEntry } from './command.ts';

export const commandTable: readonly CommandEntry[] = [
  { name: 'scan', summary: 'Audit a repository', load: async () => (await import('./commands/scan.ts')).command },
  {
    name: 'inspect',
    summary: 'Show what a repository is made of',
    load: async () => (await import('./commands/inspect.ts')).command,
  },
  {
    name: 'explain',
    summary: 'Show everything about one finding',
    load: async () => (await import('./commands/explain.ts')).command,
  },
  {
    name: 'baseline',
    summary: 'Write, update and show the baseline of known findings',
    load: async () => (await import('./commands/baseline.ts')).command,
  },
  {
    name: 'import',
    summary: 'Join reports of other tools into one',
    load: async () => (await import('./commands/import.ts')).command,
  },
  {
    name: 'vex',
    summary: 'Export decisions on vulnerable dependencies',
    load: async () => (await import('./commands/vex.ts')).command,
  },
  {
    name: 'secrets',
    summary: 'Search history and staged changes for secrets, review a baseline',
    load: async () => (await import('./commands/secrets.ts')).command,
  },
  { name: 'rules', summary: 'List the rules', load: async () => (await import('./commands/rules.ts')).command },
  { name: 'rule', summary: "Show a rule's page", load: async () => (await import('./commands/rule.ts')).command },
  {
    name: 'suppressions',
    summary: 'List suppression comments and what each hides',
    load: async () => (await import('./commands/suppressions.ts')).command,
  },
  {
    name: 'bandit',
    summary: 'Take the place of Bandit: its arguments, ids and formats',
    load: async () => (await import('./commands/bandit.ts')).command,
  },
  {
    name: 'deps',
    summary: 'List dependencies, explain them and compare them',
    load: async () => (await import('./commands/deps.ts')).command,
  },
  {
    name: 'fix',
    summary: 'Apply the fixes that findings bring',
    load: async () => (await import('./commands/fix.ts')).command,
  },
  {
    name: 'sbom',
    summary: 'Write a bill of materials',
    load: async () => (await import('./commands/sbom.ts')).command,
  },
  {
    name: 'licences',
    summary: 'Show licences of dependencies and what they ask',
    load: async () => (await import('./commands/licences.ts')).command,
  },
  {
    name: 'guide',
    summary: 'Write or serve the training guide made of all rule pages',
    load: async () => (await import('./commands/guide.ts')).command,
  },
  {
    name: 'models',
    summary: 'List what is known about libraries; check own model files',
    load: async () => (await import('./commands/models.ts')).command,
  },
  {
    name: 'db',
    summary: 'Fetch, show and copy the advisory store',
    load: async () => (await import('./commands/db.ts')).command,
  },
  {
    name: 'config',
    summary: 'Show the configuration and where each value comes from',
    load: async () => (await import('./commands/config.ts')).command,
  },
  {
    name: 'doctor',
    summary: 'Show versions, configuration and the state of the data',
    load: async () => (await import('./commands/doctor.ts')).command,
  },
  {
    name: 'completion',
    summary: 'Print a completion script for a shell',
    load: async () => (await import('./commands/completion.ts')).command,
  },
];
