/** pip.conf, pip.ini and uv.toml: which indexes installers ask. */
import { asList, asString, asStrings, asTable, isDataError, parseIni, parseToml } from '../../../../formats/index.ts';
import type { FileFacts } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText, withoutCredentials } from '../source-text.ts';

export const toolConfigurationReader: InventoryReader = {
  id: 'tool-configuration',
  wants: (path) => /(?:^|\/)(?:pip\.(?:conf|ini)|uv\.toml)$/.test(path),
  read: readToolConfiguration,
};

function readToolConfiguration(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  if (source.path.endsWith('.toml')) readUvToml(facts);
  else
    for (const { entries } of parseIni(source.text).sections)
      for (const { key, lines, span } of entries) {
        const role =
          key === 'index-url'
            ? 'primary'
            : key === 'extra-index-url'
              ? 'extra'
              : key === 'find-links'
                ? 'files'
                : undefined;
        if (role !== undefined)
          for (const { text, start } of lines)
            for (const url of text.split(/\s+/))
              facts.indexes.push({
                url: withoutCredentials(url),
                role,
                place: facts.place({ start, end: start + text.length }),
              });
        else if (key === 'trusted-host') facts.switches.push('trusted-host');
        else if (key === 'require-hashes' && lines[0]?.text === 'true') facts.switches.push('require-hashes');
        else if (key === 'no-index' && span.end > span.start) facts.switches.push('no-index');
      }
  return facts.facts('configuration', { manager: source.path.endsWith('.toml') ? 'uv' : 'pip' });
}

function readUvToml(facts: FactsBuilder): void {
  const document = parseToml(facts.source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return;
  }
  const root = asTable(document.data) ?? {};
  const place = (container: unknown, key: string | number) => facts.place(document.at(container, key)?.value);
  for (const item of asList(root['index'])) {
    const index = asTable(item);
    const url = asString(index?.['url']);
    const name = asString(index?.['name']);
    if (index !== undefined && url !== undefined)
      facts.indexes.push({
        url: withoutCredentials(url),
        ...(name && { name }),
        role: index['explicit'] === true ? 'explicit' : index['default'] === true ? 'primary' : 'extra',
        place: place(index, 'url'),
      });
  }
  const primary = asString(root['index-url']);
  if (primary !== undefined)
    facts.indexes.push({ url: withoutCredentials(primary), role: 'primary', place: place(root, 'index-url') });
  for (const url of asStrings(root['extra-index-url']))
    facts.indexes.push({ url: withoutCredentials(url), role: 'extra', place: place(root, 'extra-index-url') });
}
