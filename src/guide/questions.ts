/** Self-check questions of a rule, made from its own tested examples, so that the answers are true by construction. */
import { codeBlock, escapeHtml, markdownToHtml } from './markdown-html.ts';

export interface Question {
  /** HTML. */
  readonly question: string;
  readonly answer: string;
}

/** Sections by heading, Markdown without the headings. */
export function selfCheck(title: string, sections: ReadonlyMap<string, string>): Question[] {
  const questions: Question[] = [];
  const unsafe = firstBlock(sections.get('Example') ?? '');
  const safe = firstBlock(sections.get('Use instead') ?? '');
  if (unsafe) {
    const marked = unsafe.flatMap((line, index) => (/#\s*finds:/.test(line) ? [index + 1] : []));
    const plain = unsafe.map((line) => line.replace(/\s*#\s*finds:.*$/, ''));
    if (marked.length > 0) {
      questions.push({
        question: `<p>Which ${marked.length === 1 ? 'line is' : 'lines are'} the problem here, and why?</p>${codeBlock(plain)}`,
        answer: `<p>Line ${marked.join(', ')}.</p>${markdownToHtml(sections.get('Why it matters') ?? '')}`,
      });
    }
  }
  if (unsafe && safe) {
    questions.push({
      question: `<p>“${escapeHtml(title)}”: this version is not reported. What is different?</p>${codeBlock(safe)}`,
      answer: `<p>Compare it with the version that is:</p>${codeBlock(unsafe)}${markdownToHtml(sections.get('What it finds') ?? '')}`,
    });
  }
  const limits = sections.get('Limits');
  if (limits)
    questions.push({
      question: '<p>When would this rule stay quiet although something is wrong?</p>',
      answer: markdownToHtml(limits),
    });
  return questions;
}

function firstBlock(markdown: string): string[] | undefined {
  const lines = markdown.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('```'));
  if (start < 0) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.startsWith('```'));
  return lines.slice(start + 1, end < 0 ? undefined : end);
}
