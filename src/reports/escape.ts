/** Text of a scanned repository on its way to a terminal: nothing in it may move the cursor or hide its neighbours. */

// C0 but tab and line feed, DEL, C1, bidirectional controls, zero-width and line separators, byte-order mark.
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Shows control and invisible formatting characters as `\x1b` or `\u202e`. */
export function escapeForTerminal(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same on one line: line feeds and tabs are shown too. */
export function escapeLine(text: string): string {
  return escapeForTerminal(text).replace(/[\n\t]/g, (character) => (character === '\n' ? '\\n' : '\\t'));
}
