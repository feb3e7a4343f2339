/** Reads a rule's page: the fixed headings, and the examples that are tests. */

/** The headings every page has, in this order. */
export const pageHeadings = [
  'What it finds',
  'Why it matters',
  'Example',
  'Use instead',
  'Limits',
  'References',
] as const;
export type PageHeading = (typeof pageHeadings)[number];

export interface PageFile {
  readonly path: string;
  /** With its `# finds:` comments, so that lines keep their numbers. */
  readonly source: string;
  /** 1-based lines marked `# finds: NAME`, and the names. */
  readonly expected: readonly { readonly line: number; readonly rule: string }[];
}

/** One fenced block. Several files when lines `# file: path.py` divide it. */
export interface PageExample {
  readonly language: string;
  /** 1-based line of the page on which the block's code starts. */
  readonly line: number;
  readonly files: readonly PageFile[];
}

export interface RulePage {
  readonly title: string;
  /** Markdown of each section without its heading. */
  readonly sections: ReadonlyMap<string, string>;
  /** Blocks under *Example*: each must produce its marked findings and nothing else of this rule. */
  readonly examples: readonly PageExample[];
  /** Blocks under *Use instead*: none may produce a finding of this rule. */
  readonly alternatives: readonly PageExample[];
  /** What is wrong with the page's form; empty when it is right. */
  readonly problems: readonly string[];
}

const marker = /#\s*finds:\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/;

/** Never throws; what is wrong is in `problems`. */
export function parseRulePage(markdown: string): RulePage {
  const sections = new Map<string, string>();
  const problems: string[] = [];
  const blocks = new Map<string, PageExample[]>();
  let title = '';
  let heading = '';
  let body: string[] = [];
  let fence: { readonly language: string; readonly line: number; readonly code: string[] } | undefined;
  const close = (): void => {
    if (heading !== '') sections.set(heading, body.join('\n').trim());
    body = [];
  };
  markdown.split(/\r?\n/).forEach((line, index) => {
    if (fence !== undefined) {
      body.push(line);
      if (line.trimEnd() === '```') {
        const list = blocks.get(heading) ?? [];
        list.push({ language: fence.language, line: fence.line, files: splitFiles(fence.code, fence.language) });
        blocks.set(heading, list);
        fence = undefined;
      } else fence.code.push(line);
      return;
    }
    if (line.startsWith('## ')) {
      close();
      heading = line.slice(3).trim();
      if (sections.has(heading)) problems.push(`the heading "${heading}" stands twice`);
      return;
    }
    if (line.startsWith('# ') && heading === '' && title === '') {
      title = line.slice(2).trim();
      return;
    }
    if (line.startsWith('```')) fence = { language: line.slice(3).trim(), line: index + 2, code: [] };
    body.push(line);
  });
  if (fence !== undefined) problems.push('a code block is not closed');
  close();
  const order = [...sections.keys()];
  if (order.join('|') !== pageHeadings.join('|')) {
    problems.push(`the headings must be ${pageHeadings.join(', ')}; they are ${order.join(', ')}`);
  }
  for (const [name, text] of sections) if (text === '') problems.push(`the section "${name}" is empty`);
  return {
    title,
    sections,
    examples: blocks.get('Example') ?? [],
    alternatives: blocks.get('Use instead') ?? [],
    problems,
  };
}

const languageEndings: { readonly [language: string]: string } = {
  python: 'py',
  toml: 'toml',
  yaml: 'yml',
  ini: 'cfg',
};

function splitFiles(code: readonly string[], language: string): PageFile[] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of code) {
    const named = /^#\s*file:\s*(\S+)\s*$/.exec(line);
    if (named !== null) files.push({ path: named[1], lines: [] });
    else {
      if (files.length === 0) files.push({ path: `example.${languageEndings[language] ?? 'txt'}`, lines: [] });
      files[files.length - 1].lines.push(line);
    }
  }
  return files.map(({ path, lines }) => ({
    path,
    source: `${lines.join('\n')}\n`,
    expected: lines.flatMap((line, index) => {
      const names = marker.exec(line)?.[1].split(',') ?? [];
      return names.map((name) => ({ line: index + 1, rule: name.trim() }));
    }),
  }));
}
