/** Compiles the detectors: one automaton for all keywords, and per detector the tests that follow a keyword hit. */
import type { Detector, NamedDetector, Provider, TokenDetector } from '../detector.ts';
import { providers as builtIn } from '../detectors/index.ts';
import { type Automaton, buildAutomaton } from './automaton.ts';
import { firstBytes, literalPrefixes, longestMatch, parseShape, type Shape, widestAlphabet } from './shape.ts';
import { type Structure, structures } from './structures.ts';

export interface CompiledToken {
  readonly kind: 'token';
  readonly detector: TokenDetector;
  readonly provider: Provider;
  /** Sticky when the keyword starts the match, else global. */
  readonly regex: RegExp;
  readonly anchored: boolean;
  readonly first: readonly Uint8Array[];
  /** Longest match, bytes. */
  readonly reach: number;
  readonly alphabet: number;
}

export interface CompiledNamed {
  readonly kind: 'named';
  readonly detector: NamedDetector;
  readonly provider: Provider;
  /** Matches the whole value. */
  readonly regex: RegExp;
  readonly alphabet: number;
}

export interface KeywordActions {
  readonly length: number;
  readonly tokens: readonly CompiledToken[];
  readonly named: readonly CompiledNamed[];
  readonly structures: readonly Structure[];
}

export interface Catalogue {
  readonly automaton: Automaton;
  /** By keyword number. */
  readonly actions: readonly KeywordActions[];
}

/** What the matcher runs on: the built-in providers and those of the configuration. */
export function compileCatalogue(providers: readonly Provider[]): Catalogue {
  const byKeyword = new Map<string, { tokens: CompiledToken[]; named: CompiledNamed[]; structures: Structure[] }>();
  const entry = (keyword: string): { tokens: CompiledToken[]; named: CompiledNamed[]; structures: Structure[] } => {
    let found = byKeyword.get(keyword);
    if (found === undefined) {
      found = { tokens: [], named: [], structures: [] };
      byKeyword.set(keyword, found);
    }
    return found;
  };
  for (const provider of providers) {
    for (const detector of provider.detectors) {
      if (detector.kind === 'named') {
        const compiled = new LazyNamed(detector, provider);
        for (const keyword of detector.keywords) entry(keyword).named.push(compiled);
        continue;
      }
      const compiled = new LazyToken(detector, provider);
      const keywords = detector.keywords ?? literalPrefixes(compiled.shape);
      for (const keyword of new Set(keywords.map((text) => text.toLowerCase()))) entry(keyword).tokens.push(compiled);
    }
  }
  for (const structure of structures)
    for (const keyword of structure.keywords) entry(keyword).structures.push(structure);
  const keywords = [...byKeyword.keys()];
  return {
    automaton: buildAutomaton(keywords),
    actions: [...byKeyword].map(([keyword, actions]) => ({ length: keyword.length, ...actions })),
  };
}

let shared: Catalogue | undefined;

/** The catalogue of the built-in detectors, compiled on first use. */
export function builtInCatalogue(): Catalogue {
  shared ??= compileCatalogue(builtIn);
  return shared;
}

/** What a hit needs is worked out at the first hit: most detectors never see one. */
class LazyToken implements CompiledToken {
  readonly kind = 'token';
  readonly detector: TokenDetector;
  readonly provider: Provider;
  readonly anchored: boolean;
  private parsed: Shape | undefined;
  private pattern: RegExp | undefined;
  private tables: readonly Uint8Array[] | undefined;
  private longest = -1;
  private widest = -1;

  constructor(detector: TokenDetector, provider: Provider) {
    this.detector = detector;
    this.provider = provider;
    this.anchored = detector.keywords === undefined;
  }

  get shape(): Shape {
    this.parsed ??= parseShape(this.detector.pattern);
    return this.parsed;
  }

  get regex(): RegExp {
    // The value ends where its alphabet may not go on; `(?![A-Za-z0-9_])` also keeps a longer token from matching.
    this.pattern ??= new RegExp(
      `(?:${this.detector.pattern})(?![A-Za-z0-9_])`,
      flags(this.detector, this.anchored ? 'y' : 'g'),
    );
    return this.pattern;
  }

  get first(): readonly Uint8Array[] {
    this.tables ??= this.anchored ? firstBytes(this.shape, 12, this.detector.ignoreCase === true) : [];
    return this.tables;
  }

  get reach(): number {
    if (this.longest < 0) this.longest = longestMatch(this.shape);
    return this.longest;
  }

  get alphabet(): number {
    if (this.widest < 0) this.widest = widestAlphabet(this.shape);
    return this.widest;
  }
}

class LazyNamed implements CompiledNamed {
  readonly kind = 'named';
  readonly detector: NamedDetector;
  readonly provider: Provider;
  private pattern: RegExp | undefined;
  private widest = -1;

  constructor(detector: NamedDetector, provider: Provider) {
    this.detector = detector;
    this.provider = provider;
  }

  get regex(): RegExp {
    this.pattern ??= new RegExp(`^(?:${this.detector.pattern})$`, flags(this.detector, ''));
    return this.pattern;
  }

  get alphabet(): number {
    if (this.widest < 0) this.widest = widestAlphabet(parseShape(this.detector.pattern));
    return this.widest;
  }
}

function flags(detector: Detector, own: string): string {
  return detector.ignoreCase === true ? `i${own}` : own;
}
