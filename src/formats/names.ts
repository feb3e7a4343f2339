/** Distribution names: the comparison form of PEP 503 and what may be a name at all. */

/** The form in which names are compared: `Zope.Interface` and `zope_interface` are `zope-interface` (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** A valid distribution or extra name (PEP 508 “Names”). */
export function isName(text: string): boolean {
  return text.length <= 256 && /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(text);
}
