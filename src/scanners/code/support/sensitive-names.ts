/** Names that say a value is a credential or a secret – and names that only sound so. */

const credential =
  /(?:^|_)(?:pass(?:word|wd|phrase|code)|pwd|secrets?|(?:access|auth|refresh|bearer|api)_?tokens?|token|api_?keys?|private_?keys?|secret_?keys?|access_?keys?|signing_?keys?|encryption_?keys?|credentials?|otp|cvv|cvc|pin_?code|card_?numbers?|ssn|social_security(?:_number)?)$/;

/** What follows a sensitive word and makes it a label, a place, a count or a yes-or-no. */
const harmless =
  /(?:^|_)(?:is|has|no|num|n|count|max|min|use|uses|with|without|require[sd]?|need[s]?|show|hide|check|valid(?:ate)?|invalid|missing|expired?|wrong|len|type|kind|next|total|prompt|completion|input|output|special|eos|bos|pad|unk|stop)_/;

/** `userPassword`, `API-Key` → `user_password`, `api_key`. */
function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toLowerCase()
    .replace(/^_+|_+$/g, '');
}

/** Whether a variable, attribute, key or parameter of this name holds a credential. Other `tokens` are text processing. */
export function namesCredential(name: string): boolean {
  // A name in capitals is a constant: the name of a field, a route or a setting.
  if (/^[A-Z0-9_]+$/.test(name)) return false;
  const text = snake(name);
  return credential.test(text) && !harmless.test(text);
}
