/** Text of a notebook that is not code: outputs and Markdown cells. Images and other data are left out. */

export interface NotebookText {
  /** 1-based, counting all cells. */
  readonly cell: number;
  readonly origin: 'output' | 'text';
  readonly text: string;
}

/** Undefined when the file is no notebook; the caller then searches it as plain text. */
export function readNotebookTexts(bytes: Uint8Array): NotebookText[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (!isRecord(document)) return undefined;
  const cells = Array.isArray(document['cells']) ? document['cells'] : worksheetCells(document['worksheets']);
  if (cells === undefined) return undefined;
  const texts: NotebookText[] = [];
  cells.forEach((cell: unknown, i) => {
    if (!isRecord(cell)) return;
    if (cell['cell_type'] !== 'code') texts.push({ cell: i + 1, origin: 'text', text: joined(cell['source']) });
    if (!Array.isArray(cell['outputs'])) return;
    for (const output of cell['outputs'])
      for (const text of outputTexts(output)) texts.push({ cell: i + 1, origin: 'output', text });
  });
  return texts.filter(({ text }) => text !== '');
}

function outputTexts(output: unknown): string[] {
  if (!isRecord(output)) return [];
  const texts = [
    joined(output['text']),
    joined(output['traceback']),
    typeof output['evalue'] === 'string' ? output['evalue'] : '',
  ];
  const { data } = output;
  if (isRecord(data)) {
    for (const [type, value] of Object.entries(data)) {
      if (/^text\/|json/.test(type))
        texts.push(typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : joined(value));
    }
  }
  return texts;
}

/** A string, or the list of lines that notebooks store instead. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((part): part is string => typeof part === 'string').join('') : '';
}

function worksheetCells(worksheets: unknown): unknown[] | undefined {
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet: unknown) =>
    isRecord(sheet) && Array.isArray(sheet['cells']) ? sheet['cells'] : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
