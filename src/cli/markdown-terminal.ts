/** Markdown of rule pages, laid out for a terminal. Knows what our pages use: headings, paragraphs, lists, code, links. */
import pico from 'picocolors';
import { escapeForTerminal } from '../reports/index.ts';

export interface MarkdownStyle {
  readonly color: boolean;
  readonly width: number;
}

type Colors = ReturnType<typeof pico.createColors>;

/** One string that ends with a line break. */
export function renderMarkdown(markdown: string, { color, width }: MarkdownStyle): string {
  const colors = pico.createColors(color);
  const output: string[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) output.push(...layOut(paragraph.join(' '), width, colors));
    paragraph = [];
  };
  let inCode = false;
  for (const line of escapeForTerminal(markdown.replaceAll('\r\n', '\n')).split('\n')) {
    if (/^\s*```/.test(line)) {
      flush();
      inCode = !inCode;
    } else if (inCode) output.push(colors.cyan(`    ${line}`.trimEnd()));
    else if (/^#{1,6} /.test(line)) {
      flush();
      const level = line.indexOf(' ');
      const title = line.slice(level + 1);
      output.push(level === 1 ? colors.bold(colors.underline(title)) : colors.bold(title));
    } else if (line.trim() === '') {
      flush();
      if (output.length > 0 && output[output.length - 1] !== '') output.push('');
    } else if (/^\s*(?:[-*]|\d+\.) /.test(line)) {
      flush();
      paragraph = [line.replace(/^(\s*)\* /, '$1- ')];
    } else if (line.startsWith('|')) {
      flush();
      output.push(inline(line, colors));
    } else paragraph.push(paragraph.length === 0 ? line : line.trim());
  }
  flush();
  while (output[output.length - 1] === '') output.pop();
  return `${output.join('\n')}\n`;
}

/** Wraps by what is seen: marks of emphasis are gone before words are counted. */
function layOut(text: string, width: number, colors: Colors): string[] {
  const bullet = /^(\s*(?:-|\d+\.) )(.*)$/s.exec(text);
  const first = bullet?.[1] ?? '';
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let words: string[] = [];
  let length = first.length;
  for (const word of (bullet?.[2] ?? text).split(/\s+/)) {
    const seen = plain(word).length;
    if (words.length > 0 && length + seen > width) {
      lines.push(words.join(' '));
      words = [];
      length = indent.length;
    }
    words.push(word);
    length += seen + 1;
  }
  lines.push(words.join(' '));
  // Emphasis may span a break, so marks are resolved on the joined text.
  return inline(lines.join('\n'), colors)
    .split('\n')
    .map((line, index) => `${index === 0 ? first : indent}${line}`);
}

function inline(text: string, colors: Colors): string {
  return text
    .replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(code))
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => colors.bold(strong))
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, target: string) =>
      label === target ? target : `${label} (${target})`,
    )
    .replace(/<(https?:[^>\s]+)>/g, '$1');
}

function plain(word: string): string {
  return word.replace(/[`*]/g, '');
}
