/** CI files: `pip install` in the shell steps of GitHub, GitLab, Azure, Bitbucket, CircleCI, Travis and their like. */
import { asTable, type DataDocument, parseYamlDocuments, type Span } from '../../../../formats/index.ts';
import type { FileFacts, Scope } from '../facts.ts';
import { readShell } from '../pip-install.ts';
import { FactsBuilder, type InventoryReader, type SourceText } from '../source-text.ts';

export const ciReader: InventoryReader = {
  id: 'ci',
  wants: (path) =>
    /(?:^|\/)\.github\/(?:workflows|actions)\/.*\.ya?ml$|(?:^|\/)action\.ya?ml$|(?:^|\/)\.gitlab(?:-ci|\/[^/]*)[^/]*\.ya?ml$|(?:^|\/)(?:azure-pipelines[\w.-]*|bitbucket-pipelines|\.travis|appveyor|\.appveyor|buildspec[\w.-]*|cloudbuild|\.drone|\.woodpecker|\.cirrus|\.readthedocs)\.ya?ml$|(?:^|\/)\.circleci\/config\.ya?ml$|(?:^|\/)\.azure-pipelines\/.*\.ya?ml$/.test(
      path,
    ),
  accepts: (text) => /\b(?:pip\d?|pipx|uv)\b/.test(text),
  largest: 1024 * 1024,
  read: readCi,
};

const scope: Scope = { kind: 'group', name: 'ci' };
const shellKeys =
  /^(?:run|script|before_script|after_script|install|before_install|command|commands|inline|bash|sh|test_script|build_script|post_install|pre_build|build|args|\w+_script)$/;

function readCi(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const documents = parseYamlDocuments(source.text);
  if (!Array.isArray(documents)) {
    const { message, offset } = documents as { message: string; offset: number };
    facts.issue('syntax-error', message, offset);
    return facts.facts('command', { manager: 'pip' });
  }
  for (const document of documents as readonly DataDocument[]) {
    const seen = new Set<number>();
    const open: { value: unknown; inShell: boolean }[] = [{ value: document.data, inShell: false }];
    while (open.length > 0) {
      const { value, inShell } = open.pop()!;
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, member] of Object.entries(value)) {
        const shell = Array.isArray(value) ? inShell : shellKeys.test(key);
        if (typeof member !== 'string') {
          open.push({ value: member, inShell: shell && asTable(member) === undefined });
          continue;
        }
        const span = document.at(value, Array.isArray(value) ? Number(key) : key)?.value;
        // Anchored steps appear once in the text, however often they are used.
        if (!shell || span === undefined || seen.has(span.start)) continue;
        seen.add(span.start);
        readScalar(facts, member, span);
      }
    }
  }
  return facts.facts('command', { manager: 'pip' });
}

/** A block or quoted scalar differs from the text by indentation and escapes: words are found again from the last one on. */
function readScalar(facts: FactsBuilder, script: string, span: Span): void {
  const raw = facts.source.text.slice(span.start, span.end);
  let lastScript = 0;
  let lastRaw = 0;
  readShell(
    facts,
    script.replace(/\$\{\{[^}]*\}\}/g, (expression) => '$'.padEnd(expression.length, '_')),
    scope,
    (start, end) => {
      const word = script.slice(start, end);
      if (start < lastScript) lastRaw = 0;
      const at = raw.indexOf(word, lastRaw);
      if (at === -1) return span;
      lastScript = start;
      lastRaw = at;
      return { start: span.start + at, end: span.start + at + word.length };
    },
  );
}
