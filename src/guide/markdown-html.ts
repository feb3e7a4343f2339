/** Markdown of rule pages → HTML. Only what pages use: headings, paragraphs, lists, tables, fenced code, inline code, bold, links. */

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Blocks to HTML; `level` is added to headings. Unknown syntax stays text. */
export function markdownToHtml(markdown: string, level = 0): string {
  const lines = markdown.split(/\r?\n/);
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    if (line.trim() === '') {
      at += 1;
    } else if (line.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith('```'));
      const stop = end < 0 ? lines.length : end;
      out.push(codeBlock(lines.slice(at + 1, stop)));
      at = stop + 1;
    } else if (/^#{1,6} /.test(line)) {
      const depth = Math.min(6, (line.match(/^#+/) as RegExpMatchArray)[0].length + level);
      out.push(`<h${depth}>${inline(line.replace(/^#+ /, ''))}</h${depth}>`);
      at += 1;
    } else if (/^[-*] /.test(line)) {
      const items: string[] = [];
      for (
        ;
        at < lines.length && (/^[-*] /.test(lines[at] as string) || /^ {2,}\S/.test(lines[at] as string));
        at += 1
      ) {
        if (/^[-*] /.test(lines[at] as string)) items.push((lines[at] as string).slice(2));
        else items[items.length - 1] += ` ${(lines[at] as string).trim()}`;
      }
      out.push(`<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`);
    } else if (line.startsWith('|') && /^\|[ :|-]+\|?$/.test(lines[at + 1] ?? '')) {
      const rows: string[] = [];
      for (; at < lines.length && (lines[at] as string).startsWith('|'); at += 1) rows.push(lines[at] as string);
      out.push(table(rows));
    } else {
      const paragraph: string[] = [];
      for (
        ;
        at < lines.length &&
        (lines[at] as string).trim() !== '' &&
        !/^(```|#{1,6} |[-*] |\|)/.test(lines[at] as string);
        at += 1
      )
        paragraph.push(lines[at] as string);
      if (paragraph.length === 0) paragraph.push(lines[at++] as string);
      out.push(`<p>${inline(paragraph.join(' '))}</p>`);
    }
  }
  return out.join('\n');
}

/** Lines marked `# finds: …` are highlighted, and the mark itself is left out. */
export function codeBlock(lines: readonly string[]): string {
  const rendered = lines.map((line) => {
    const marked = /\s*#\s*finds:\s*[a-z0-9, -]+$/.test(line);
    const text = escapeHtml(line.replace(/\s*#\s*finds:\s*[a-z0-9, -]+$/, ''));
    return marked ? `<mark>${text}</mark>` : text;
  });
  return `<pre tabindex="0"><code>${rendered.join('\n')}</code></pre>`;
}

function table(rows: readonly string[]): string {
  const cells = (row: string) =>
    row
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));
  const [head = '', , ...body] = rows;
  return `<table><thead><tr>${cells(head)
    .map((cell) => `<th scope="col">${cell}</th>`)
    .join('')}</tr></thead><tbody>${body
    .map(
      (row) =>
        `<tr>${cells(row)
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</tbody></table>`;
}

/** Inline code first: nothing in it is markup. */
export function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`'))
        return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
      return escapeHtml(part)
        .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
        .replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, '<em>$1</em>')
        .replace(/\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g, '<a href="$2" rel="noreferrer">$1</a>');
    })
    .join('');
}
