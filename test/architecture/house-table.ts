/** Who may import whom (the table of docs in ARCHITECTURE.md). Change it by a decision record. */

export interface RoomRule {
  /** Rooms whose values it may import. */
  readonly values: readonly string[];
  /** Rooms of which it may import types only. */
  readonly types?: readonly string[];
}

const belowScanners = ['platform', 'findings', 'formats', 'project', 'python', 'flow', 'models', 'advisories'];
const belowReports = ['findings', 'compliance', 'scan', 'project'];
const everyRoom = [
  ...belowScanners,
  'scanners',
  'scan',
  'compliance',
  'fixes',
  'guide',
  'setup',
  'reports',
  'compat',
  'server',
  'editor',
  'cli',
];

/** A folder of `src/` that is not here fails the test. */
export const houseTable: { readonly [room: string]: RoomRule } = {
  platform: { values: [] },
  findings: { values: [] },
  formats: { values: [] },
  project: { values: ['platform', 'formats', 'findings'] },
  python: { values: [] },
  flow: { values: ['python'] },
  models: { values: ['flow'], types: ['python'] },
  advisories: { values: ['platform', 'formats', 'findings'] },
  scanners: { values: belowScanners },
  scan: { values: [...belowScanners, 'scanners'] },
  compliance: { values: ['findings', 'project'] },
  compat: { values: ['platform', 'findings', 'formats', 'project', 'python', 'scan', 'reports'] },
  fixes: { values: ['formats', 'python', 'findings', 'project', 'advisories'] },
  setup: { values: ['project', 'formats', 'compliance'] },
  reports: { values: ['findings'], types: belowReports },
  server: { values: everyRoom.filter((room) => room !== 'cli' && room !== 'editor') },
  guide: { values: ['findings'] },
  web: { values: [], types: ['reports', 'server', 'findings'] },
  editor: { values: everyRoom.filter((room) => room !== 'cli' && room !== 'server') },
  cli: { values: everyRoom },
};

/** Only these may touch the machine. */
export const machineModules: readonly string[] = [
  'fs',
  'fs/promises',
  'child_process',
  'net',
  'tls',
  'dgram',
  'http',
  'http2',
  'https',
  'worker_threads',
  'sqlite',
];

/** Files that may be entered although they are no room's `index.ts`, and why. */
export const sideDoors: readonly { readonly file: string; readonly by: readonly string[]; readonly why: string }[] = [
  {
    file: 'scanners/scanner.ts',
    by: ['scanners', 'scan', 'cli'],
    why: 'the contract that scanners and the scan share stands between their rooms',
  },
  { file: 'findings/theriac-error.ts', by: ['cli'], why: '`theriac --version` must not load a room' },
  { file: 'reports/escape.ts', by: ['cli'], why: '`theriac --version` must not load a room' },
  { file: 'reports/html-model.ts', by: ['web'], why: 'the page shares the types of its data' },
];
