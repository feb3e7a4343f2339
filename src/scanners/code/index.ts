/** The code scanner: rules on Python code, each one file and one page. */
export { createCodeScanner } from './code-scanner.ts';
export { type PageExample, type PageFile, parseRulePage, type RulePage } from './rule-page.ts';

/** The Markdown page of a code rule; loaded when it is asked for. Undefined for unknown rules. */
export async function readCodeRulePage(name: string): Promise<string | undefined> {
  const { codeRulePages } = await import('./pages.generated.ts');
  return codeRulePages.get(name);
}
