/** The library normalises documents for XML but needs another package to print them; printing is this. */
import CDX from '@cyclonedx/cyclonedx-library';

type XmlElement = CDX.Serialize.XML.Types.SimpleXml.Element;

export class XmlWriter extends CDX.Serialize.XmlBaseSerializer {
  protected override _serialize(document: XmlElement, options: CDX.Serialize.Types.SerializerOptions = {}): string {
    const space = ' '.repeat(typeof options.space === 'number' ? options.space : 0);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${print(document, space, '', undefined)}\n`;
  }
}

function print(element: XmlElement, space: string, indent: string, namespace: string | undefined): string {
  const own = element.namespace === undefined ? namespace : String(element.namespace);
  const attributes = Object.entries(element.attributes ?? {})
    .filter((entry) => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  const open = `${indent}<${element.name}${own !== undefined && own !== namespace ? ` xmlns="${escapeXml(own)}"` : ''}${attributes}`;
  const { children } = element;
  if (children === undefined) return `${open}/>`;
  if (typeof children === 'string' || typeof children === 'number')
    return `${open}>${escapeXml(String(children))}</${element.name}>`;
  const parts = [...children].flatMap((child) =>
    child.type === 'element'
      ? [print(child, space, indent + space, own)]
      : [`${indent}${space}<!-- ${String(child.text ?? '').replaceAll('-', '‐')} -->`],
  );
  return parts.length === 0 ? `${open}/>` : `${open}>\n${parts.join('\n')}\n${indent}</${element.name}>`;
}

/** Escapes markup; characters that XML 1.0 cannot hold become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
