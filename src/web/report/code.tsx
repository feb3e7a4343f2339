/** A piece of source code with line numbers, light highlighting and the reported range marked. */
import type { HtmlPlace } from '../../reports/html-model.ts';

const tokens =
  /(#.*$)|("""|'''|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)|\b(False|None|True|and|as|assert|async|await|break|case|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b/g;

export function Code({ place }: { readonly place: HtmlPlace }) {
  if (!place.lines || place.firstLine === undefined) return null;
  const first = place.firstLine;
  return (
    <pre class="code">
      {place.lines.map((text, index) => {
        const line = first + index;
        const hit = line >= place.line && line <= place.endLine;
        return (
          <div key={line} class={hit ? 'line hit' : 'line'}>
            <span class="number">{line}</span>
            <span class="text">
              {hit ? <Marked text={text} line={line} place={place} /> : <Highlighted text={text} />}
            </span>
          </div>
        );
      })}
    </pre>
  );
}

function Marked({ text, line, place }: { readonly text: string; readonly line: number; readonly place: HtmlPlace }) {
  const points = [...text];
  const indent = text.length - text.trimStart().length;
  const from = line === place.line ? place.column - 1 : indent;
  const to = line === place.endLine ? place.endColumn - 1 : points.length;
  return (
    <>
      <Highlighted text={points.slice(0, from).join('')} />
      <mark>{points.slice(from, Math.max(to, from + 1)).join('')}</mark>
      <Highlighted text={points.slice(Math.max(to, from + 1)).join('')} />
    </>
  );
}

function Highlighted({ text }: { readonly text: string }) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(tokens)) {
    if (match.index > last) parts.push(text.slice(last, match.index));
    const kind = match[1] ? 'comment' : match[2] ? 'string' : 'keyword';
    parts.push(
      <span key={match.index} class={kind}>
        {match[0]}
      </span>,
    );
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return <>{parts}</>;
}
