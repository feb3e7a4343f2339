/** What the path and the line around a value say about it. */

/** Files of translated texts: `password` there is a label. */
export function isTranslation(path: string): boolean {
  return /(?:^|[/._-])(?:i18n|l10n|locales?|translations?|lang|langs|languages?|messages)(?:[/._-]|$)/i.test(path);
}

const longestWrittenLine = 2000;

/** Whether the line at `at` was made by a machine: minified scripts, data on one line. */
export function isMachineLine(bytes: Uint8Array, at: number): boolean {
  let from = at;
  while (from > 0 && at - from < longestWrittenLine && bytes[from - 1] !== 10) from--;
  let to = at;
  while (to < bytes.length && to - at < longestWrittenLine && bytes[to] !== 10) to++;
  return to - from >= longestWrittenLine;
}

/** Whether the line at `at` is a comment of a configuration or shell file, or of a C-like language. */
export function isCommentLine(bytes: Uint8Array, at: number): boolean {
  let from = at;
  while (from > 0 && at - from < 500 && bytes[from - 1] !== 10) from--;
  while (bytes[from] === 32 || bytes[from] === 9) from++;
  const first = bytes[from];
  if (first === 35 || first === 59) return true;
  if (first === 47) return bytes[from + 1] === 47 || bytes[from + 1] === 42;
  return (first === 42 && bytes[from + 1] === 32) || (first === 45 && bytes[from + 1] === 45 && bytes[from + 2] === 32);
}
