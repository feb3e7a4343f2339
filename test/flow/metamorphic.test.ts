/** Changes that keep the meaning of the case files keep their findings: the `# finds:` marks move with the lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanSources } from './scan.ts';

const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder).filter((n) => n.endsWith('.py'));

/** Files of a changed project, from the text of a case file. */
type Change = (text: string) => Readonly<Record<string, string>>;

const inOneFile =
  (change: (text: string) => string): Change =>
  (text) => ({ 'case.py': change(text) });

const changes: Readonly<Record<string, Change>> = {
  'another name for a variable': inOneFile((text) => text.replaceAll(/\bq\b/g, 'renamed_value')),
  'imports under other names': inOneFile((text) => {
    let out = text;
    for (const [, name] of text.matchAll(/^import (\w+)$/gm)) {
      out = out
        .replaceAll(new RegExp(String.raw`(?<![\w.'"/])${name}\.(?=\w)`, 'g'), `${name}_too.`)
        .replace(new RegExp(`^import ${name}$`, 'm'), `import ${name}\nimport ${name} as ${name}_too`);
    }
    return out;
  }),
  'everything under if True': inOneFile((text) => `if True:\n${text.replaceAll(/^(?=.)/gm, '    ')}`),
  'a function for the source': inOneFile((text) =>
    text
      .replaceAll("request.args.get('q')", 'read_the_query()')
      .concat("\n\ndef read_the_query():\n    value = request.args.get('q')\n    return value\n"),
  ),
  'code that never runs': inOneFile((text) =>
    text.replaceAll(/^( +)return ''$/gm, "$1if 1 > 2:\n$1    os.system(request.args['never'])\n$1return ''"),
  ),
  'routes in reverse order': inOneFile((text) => {
    const chunks = text.split(/\n\n\n(?=\S)/);
    const routes = chunks.filter((c) => c.startsWith('@app.route')).reverse();
    return chunks.map((c) => (c.startsWith('@app.route') ? routes.shift()! : c)).join('\n\n\n');
  }),
  'another file beside others': (text) => ({
    'shop/__init__.py': '',
    'shop/deep/__init__.py': '',
    'shop/deep/moved.py': text,
    'run.py': 'from shop.deep import moved\n',
  }),
};

describe('changes that keep the meaning', () => {
  for (const [title, change] of Object.entries(changes)) {
    it.each(names)(`${title}: %s`, (name) => {
      const { found, expected } = scanSources(change(readFileSync(join(folder, name), 'utf8')));
      expect(found).toEqual(expected);
    });
  }
});
