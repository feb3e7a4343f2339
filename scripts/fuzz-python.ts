/**
 * `npm run fuzz:python -- [--count N] [--seed S] [--oracle PYTHON]`: parses damaged files and checks what must always
 * hold: no exception, no hang, a tree whose every node lies in the file, an issue for every broken statement. With an
 * oracle it also lists inputs on which CPython disagrees about being valid.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ParsedModule, parseModule } from '../src/python/index.ts';
import { checkTree } from '../test/python/check-tree.ts';
import { excerpt, mutate, random } from '../test/python/mutate.ts';

function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1]!;
}

const count = Number(option('count', '1000000'));
const seed = Number(option('seed', '1'));
const oraclePython = option('oracle', '');
const folder = option('seeds', fileURLToPath(new URL('../test/python/fixtures', import.meta.url)));
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(folder, name), 'latin1'));

/** Answers `ok` or the error for each line of base64. */
const accepts = `
import ast, base64, sys, warnings
warnings.simplefilter("ignore")
for line in sys.stdin:
    try:
        ast.parse(base64.b64decode(line))
        print("ok")
    except Exception as error:
        print((type(error).__name__ + " " + str(error)).encode("ascii", "replace").decode().replace(chr(10), " "))
`;

const next = random(seed);
const started = performance.now();
let slowest = 0;
let rejected = 0;
const kept: string[] = [];
for (let index = 0; index < count; index++) {
  const kind = next();
  const source = sources[Math.floor(next() * sources.length)]!;
  const text =
    kind < 0.02
      ? Array.from({ length: Math.floor(next() * 400) }, () => String.fromCharCode(Math.floor(next() * 256))).join('')
      : mutate(excerpt(source, 30, next), next);
  const bytes = Buffer.from(text, 'latin1');
  const before = performance.now();
  try {
    const module = parseModule(bytes);
    if (module.errors.length > 0) rejected++;
    const problem = checkTree(module);
    if (problem) throw new Error(problem);
  } catch (error) {
    writeFileSync('fuzz-failure.py', bytes);
    console.error(`input ${index} of seed ${seed} (kept in fuzz-failure.py): ${(error as Error).stack}`);
    process.exit(1);
  }
  slowest = Math.max(slowest, performance.now() - before);
  if (oraclePython) kept.push(text);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${count} inputs, ${rejected} with errors, no crash; ${seconds.toFixed(1)} s, slowest ${slowest.toFixed(1)} ms`,
);
if (oraclePython) await askOracle();

async function askOracle(): Promise<void> {
  const child = spawn(oraclePython, ['-c', accepts], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: string[] = [];
  const reading = (async () => {
    for await (const line of createInterface({ input: child.stdout })) answers.push(line);
  })();
  for (const text of kept) child.stdin.write(`${Buffer.from(text, 'latin1').toString('base64')}\n`);
  child.stdin.end();
  await reading;
  let disagreements = 0;
  let explained = 0;
  answers.forEach((answer, index) => {
    const module = parseModule(Buffer.from(kept[index]!, 'latin1'));
    if ((answer === 'ok') === (module.errors.length === 0)) return;
    if (isExplained(answer, kept[index]!, module)) {
      explained++;
      return;
    }
    disagreements++;
    console.log(`--- CPython: ${answer}; ours: ${module.errors[0]?.line} ${module.errors[0]?.message ?? 'ok'}`);
    if (disagreements <= 40) console.log(JSON.stringify(kept[index]));
  });
  console.log(`${answers.length} asked, ${disagreements} disagreements, ${explained} explained`);
}

/**
 * Where the verdicts may differ: names of characters (we have no table), syntax newer than the oracle, and bytes in
 * comments that are not UTF-8 (`ast.parse` reads on, running the file does not).
 */
function isExplained(answer: string, text: string, module: ParsedModule): boolean {
  if (answer.includes('unknown Unicode character name')) return true;
  if (answer === 'ok')
    return module.errors.every((issue) => issue.kind === 'encoding' && issue.message.includes('UTF-8'));
  return /(?<!\w)(?:[tT][rR]?|[rR][tT])['"]/.test(text) || /except[* ][^\n]*,/.test(text);
}
