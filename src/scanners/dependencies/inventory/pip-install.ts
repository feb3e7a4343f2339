/** `pip install` and its kin in shell text: what they install, from which index, with the place of each word. */
import {
  type RequirementsOption,
  requirementLine,
  type ShellCommand,
  type ShellWord,
  type Span,
  shellCommands,
} from '../../../formats/index.ts';
import type { Scope } from './facts.ts';
import { declarationOf } from './readers/requirements.ts';
import { type FactsBuilder, resolvePath, withoutCredentials } from './source-text.ts';

/** Options of pip, uv and pipx that take the next word as their value. */
const withValue = new Set(
  'requirement constraint override editable index-url extra-index-url default-index index find-links target platform python-version python-platform implementation abi root prefix src upgrade-strategy upgrade-package no-binary only-binary progress-bar config-settings config-setting global-option build-option install-option root-user-action report proxy timeout retries trusted-host allow-insecure-host cert client-cert cache-dir log exists-action use-feature use-deprecated python index-strategy keyring-provider torch-backend group extra resolution prerelease link-mode exclude-newer with pip-args spec suffix'.split(
    ' ',
  ),
);
const shortNames: { readonly [short: string]: string } = {
  r: 'requirement',
  c: 'constraint',
  e: 'editable',
  i: 'index-url',
  f: 'find-links',
  t: 'target',
  p: 'python',
  P: 'upgrade-package',
};

/** Adds what the script installs. `toSpan` maps offsets of the script to the file. */
export function readShell(
  facts: FactsBuilder,
  script: string,
  scope: Scope,
  toSpan: (start: number, end: number) => Span,
): void {
  if (!/\b(?:pip\d?(?:\.\d+)?|uv|pipx)\b/.test(script)) return;
  for (const command of shellCommands(script)) {
    const words = installArguments(command);
    if (words !== undefined) readArguments(facts, words, scope, toSpan);
  }
}

/** The words after `install`, for the commands that install distributions by name. */
function installArguments({ words }: ShellCommand): readonly ShellWord[] | undefined {
  const texts = words.map(({ text }) => text);
  let at = 0;
  while (
    at < texts.length &&
    (/^[A-Za-z_][A-Za-z0-9_]*=/.test(texts[at]!) ||
      /^(?:sudo|env|exec|time|command|nice|!|then|do|else|-E|-H|if|while|until|\{)$/.test(texts[at]!))
  )
    at += 1;
  const tool = (texts[at] ?? '')
    .split('/')
    .at(-1)!
    .replace(/^[!%@-]+/, '');
  let rest = words.slice(at + 1);
  const next = () => rest.findIndex(({ text }) => !text.startsWith('-'));
  if (/^(?:python|py)[\d.]*$/.test(tool)) {
    const module = rest.findIndex(({ text }) => text === '-m');
    if (module === -1 || !/^pip\d?$/.test(rest[module + 1]?.text ?? '')) return undefined;
    rest = rest.slice(module + 2);
  } else if (/^(?:uv|poetry|pipenv|pdm|hatch)$/.test(tool)) {
    if (tool === 'uv' && /^(?:tool|pip)$/.test(rest[0]?.text ?? '')) rest = rest.slice(1);
    else if (rest[0]?.text === 'run') return installArguments({ words: rest.slice(1) });
    else return undefined;
  } else if (!/^(?:pip[\d.]*|pipx)$/.test(tool)) return undefined;
  const verb = next();
  return verb !== -1 && rest[verb]!.text === 'install' ? rest.slice(verb + 1) : undefined;
}

function readArguments(
  facts: FactsBuilder,
  words: readonly ShellWord[],
  scope: Scope,
  toSpan: (start: number, end: number) => Span,
): void {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const place = toSpan(word.start, word.end);
    const option = optionOf(word.text);
    if (option === undefined) {
      addTarget(facts, word, scope, { span: place, editable: false });
      continue;
    }
    if (option.value === undefined && withValue.has(option.name)) at += 1;
    const valueWord = option.value === undefined ? words[at] : word;
    const value = option.value ?? valueWord?.text;
    if (value === undefined || !withValue.has(option.name)) continue;
    if (option.name === 'editable')
      addTarget(facts, { ...valueWord!, text: value }, scope, { span: place, editable: true });
    else if (option.name === 'requirement' || option.name === 'constraint') {
      // Commands run in the folder of their file or at the root; both are tried when files are joined.
      const path = resolvePath(facts.source.path, value);
      const known = [path, resolvePath('x', value)].find(
        (candidate) => candidate !== undefined && facts.source.sibling(candidate) !== undefined,
      );
      if (known !== undefined)
        facts.includes.push({
          path: known,
          as: option.name === 'requirement' ? 'requirements' : 'constraints',
          scope,
          place: facts.place(place),
        });
    } else if (/^(?:index-url|default-index)$/.test(option.name))
      facts.indexes.push({ url: withoutCredentials(value), role: 'primary', place: facts.place(place) });
    else if (/^(?:extra-index-url|index)$/.test(option.name))
      facts.indexes.push({ url: withoutCredentials(value), role: 'extra', place: facts.place(place) });
    else if (option.name === 'find-links')
      facts.indexes.push({ url: withoutCredentials(value), role: 'files', place: facts.place(place) });
    else if (option.name === 'trusted-host' || option.name === 'allow-insecure-host')
      facts.switches.push('trusted-host');
  }
}

function optionOf(text: string): RequirementsOption | undefined {
  const long = /^--([A-Za-z][A-Za-z0-9-]*)(?:=(.*))?$/s.exec(text);
  if (long !== null) return { name: long[1]!, ...(long[2] !== undefined && { value: long[2] }) };
  const short = /^-([A-Za-z])(.*)$/s.exec(text);
  if (short === null) return text.startsWith('-') ? { name: text } : undefined;
  const name = shortNames[short[1]!] ?? short[1]!;
  return { name, ...(short[2] !== '' && withValue.has(name) && { value: short[2]!.replace(/^=/, '') }) };
}

function addTarget(facts: FactsBuilder, word: ShellWord, scope: Scope, at: { span: Span; editable: boolean }): void {
  // `.`, `./pkg[dev]`, `dist/*.whl`: the project itself, no distribution from elsewhere.
  if (/^\.{0,2}(?:[\\/].*)?(?:\[[^\]]*\])?$/.test(word.text) || /[*?]/.test(word.text.replace(/[=!]=.*$/, ''))) return;
  if (word.dynamic) {
    const shown = word.text.slice(0, 60);
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*(?=[<>=!~[])/.test(word.text)) {
      const name = /^[A-Za-z0-9._-]+/.exec(word.text)![0];
      const line = requirementLine(name, [], { ...at, via: [] });
      if (line.kind === 'requirement') facts.declarations.push(declarationOf(line, facts, scope, 'requirement'));
      return;
    }
    facts.issues.push({
      kind: 'missing-data',
      message: `“${shown}” is installed here; its value is only known when the command runs`,
      path: facts.source.path,
      line: facts.place(at.span).line,
      incomplete: false,
    });
    return;
  }
  const line = requirementLine(word.text, [], { ...at, via: [] });
  if (line.kind === 'requirement') facts.declarations.push(declarationOf(line, facts, scope, 'requirement'));
}
