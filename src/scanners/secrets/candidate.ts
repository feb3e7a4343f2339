/** What the matchers find in one file, before judgement across files. Holds the value: never leaves the scanner. */
import type { Confidence, FileContext, JsonValue, Severity } from '../../findings/index.ts';
import type { FileKind } from '../../project/index.ts';

export interface Candidate {
  readonly rule: string;
  /** What it is, as a noun phrase: `GitHub token`. */
  readonly title: string;
  /** Byte range of the value in the file. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Sentences for the message, without the value. */
  readonly facts: readonly string[];
  /** Lower wins where ranges overlap: 0 a provider's pattern or structure, 1 beside a provider's name, 2 a place in the Python tree, 3 a name alone. */
  readonly rank: 0 | 1 | 2 | 3;
  readonly remediation?: string;
  readonly pair?: string;
  readonly identifier?: boolean;
  readonly properties?: { readonly [key: string]: JsonValue };
  /** The name the value was given, for messages and fixes. */
  readonly name?: string;
  /** For `literal → environment` fixes: byte range of the whole literal expression. */
  readonly literal?: { readonly start: number; readonly end: number };
}

/** How assignments are written in a file, and so how much its shape proves. */
export type Notation = 'python' | 'config' | 'code' | 'prose';

/** The file a matcher works on. */
export interface TextFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly context: FileContext;
  readonly notation: Notation;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export type Emit = (candidate: Candidate) => void;

const codeEndings =
  /\.(?:[cm]?[jt]sx?|vue|svelte|java|kt|kts|scala|groovy|gradle|go|rs|rb|php|cs|fs|vb|c|h|cc|cpp|hpp|m|mm|swift|dart|lua|pl|pm|r|jl|ex|exs|erl|clj|hs|ml|html?|css|scss|less|jinja2?|j2|tmpl|pyx|pxd|sql|graphql|proto)$/;
const configEndings =
  /\.(?:env|ini|cfg|conf|cnf|config|properties|props|toml|ya?ml|json5?|jsonc|tf|tfvars|tfstate|hcl|sh|bash|zsh|fish|ps1|bat|cmd|xml|plist|service|desktop|npmrc|pypirc|netrc|dockerfile|mk|nix|ipynb)(?:\.\w+)?$/;
const configNames =
  /^(?:\.env.*|env|\.?netrc|_netrc|\.pypirc|\.npmrc|\.yarnrc|\.pgpass|pip\.conf|\.git-credentials|\.dockercfg|dockerfile.*|containerfile.*|makefile|procfile|jenkinsfile|kubeconfig|credentials|config|\.s3cfg|\.boto|\.my\.cnf|\.htpasswd|\.bashrc|\.profile|\.zshrc|\.envrc|vagrantfile)$/;

/** The notation of a file, from its kind and name. */
export function notationOf(path: string, kind: FileKind): Notation {
  if (kind === 'python' || kind === 'stub') return 'python';
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (configNames.test(name)) return 'config';
  if (codeEndings.test(name)) return 'code';
  if (configEndings.test(name)) return 'config';
  if (['toml', 'yaml', 'json', 'ini', 'requirements', 'dockerfile', 'env', 'notebook'].includes(kind)) return 'config';
  return 'prose';
}
