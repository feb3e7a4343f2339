/** Tells words from randomness by letter pairs. */

/**
 * How common each pair of letters is in program identifiers: row is the first letter, column the second; 5 is as
 * common as chance, one more is twice as common. Counted over the identifiers of CPython's standard library.
 */
const pairs =
  '06772362605877060878554450523350005406215304425000407043721750664283164752103063358321710523620554511130' +
  '74786653403768465988355741502355107005226205445010304021703450043541055341000170127000601222600424300020' +
  '65766560203769751678150505200040001000003000103000003002602140030311014120300072358411801723740266521061' +
  '75138200602451660154500020727775826044356422785510304567345140567856086675630171337324602612650756512050' +
  '00000000000001000000600000735594517044657406775430505163833670454366237862315072549407800543750776623262' +
  '55536440500667360667100000602071005000103000000000005013410450020441054100100032424301400230150125000220' +
  '1121311030023425024401201020005000300010200000000000';

/** Mean level of the value's adjacent letters: words lie above 5, random letters near 3. NaN without letter pairs. */
export function wordiness(value: string): number {
  let sum = 0;
  let count = 0;
  let previous = -1;
  for (let i = 0; i < value.length; i++) {
    const letter = (value.charCodeAt(i) | 32) - 97;
    const isLetter = letter >= 0 && letter < 26;
    if (isLetter && previous >= 0) {
      sum += pairs.charCodeAt(previous * 26 + letter) - 48;
      count++;
    }
    previous = isLetter ? letter : -1;
  }
  return sum / count;
}

/** Splits `fooBar_baz-2` into its lower-case words: `foo bar baz 2`. */
export function splitWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Whether most of the value's characters belong to words: identifiers, sentences, paths, but not random strings. */
export function readsAsWords(value: string): boolean {
  const words = splitWords(value);
  let wordy = 0;
  let total = 0;
  for (const word of words) {
    total += word.length;
    const letters = word.replace(/[0-9]+/g, '');
    // Camel-case splitting cuts random text into scraps of two letters: they prove nothing.
    if (letters.length >= 3 && wordiness(letters) >= 4.7) wordy += letters.length;
  }
  return total > 0 && wordy / total >= 0.7;
}

const slugPart = /^(?:[A-Za-z]+|[0-9]{1,8}|v?[0-9]{1,4}(?:[a-z]{1,3}[0-9]{0,3})?|[A-Za-z]{2,12}[0-9]{1,4})$/;

/** `android-sdk-2012`, `LicenseRef-foo-1.0`: parts that are each a word or a number. */
export function isSlug(value: string): boolean {
  const parts = value.split(/[-_. /:]+/).filter((part) => part !== '');
  if (parts.length < 2 || value.length / parts.length > 12) return false;
  if (!parts.every((part) => slugPart.test(part))) return false;
  const words = parts.filter((part) => /^[A-Za-z]{4,}$/.test(part));
  return parts.length >= 4 || words.every((word) => wordiness(word) >= 4);
}
