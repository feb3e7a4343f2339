/** What a secret detector is: data only. The engine compiles all of them into one automaton (engine/catalogue.ts). */
import type { Confidence, Severity } from '../../findings/index.ts';

/** Offline checks of a matched value; see validate/. */
export type CheckName = 'aws-key-id' | 'azure-key' | 'crc32-base62' | 'discord' | 'pypi-macaroon';

interface DetectorBase {
  /** Rule name, kebab-case, unique. */
  readonly rule: string;
  /** Noun phrase in sentence case, no full stop: `GitHub token`. */
  readonly title: string;
  /** Shape of the value, in the subset of regular expressions that engine/shape.ts reads. */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /** Least Shannon entropy of the value, bits per character, above the general limit for its alphabet. */
  readonly entropy?: number;
  /** The value mixes upper case, lower case and digits. */
  readonly mixed?: boolean;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly check?: CheckName;
  /** Parts of one credential (key id and secret) carry the same name and are joined when near each other. */
  readonly pair?: string;
  /** The value names an account or client but opens nothing: inventory, off by default. */
  readonly identifier?: boolean;
}

/** Recognisable wherever it stands. */
export interface TokenDetector extends DetectorBase {
  readonly kind: 'token';
  /** Literals inside the value that the prefilter looks for; default: the literals the pattern starts with. */
  readonly keywords?: readonly string[];
  /** `keywords` stand before or around the value instead of inside it. */
  readonly near?: boolean;
  /** One of these words must stand within a few hundred bytes (lower case). */
  readonly context?: readonly string[];
  /** The secret starts after this literal of the match. */
  readonly secretAfter?: string;
}

/** Has no mark of its own: only the value assigned to a name with one of the keywords counts. */
export interface NamedDetector extends DetectorBase {
  readonly kind: 'named';
  /** Lower case. */
  readonly keywords: readonly string[];
}

export type Detector = TokenDetector | NamedDetector;

/** A service that issues credentials. Its page is `<id>.md` beside its file. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** What a holder of the credential can do, to complete "The holder …". */
  readonly access: string;
  /** How to revoke and rotate, in full sentences. */
  readonly revoke: string;
  /** The provider's own page about it. */
  readonly reference: string;
  readonly detectors: readonly Detector[];
}
