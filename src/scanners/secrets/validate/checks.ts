/** Offline checks of matched values: checksums and structure that only the issuer's tools produce. */
import type { Confidence, JsonValue } from '../../../findings/index.ts';
import type { CheckName } from '../detector.ts';
import { awsKeyId } from './aws-key-id.ts';
import { decodeBase64, decodeBase64Text } from './base64.ts';
import { hasCrc32Suffix } from './crc32-base62.ts';
import { pypiMacaroon } from './pypi-macaroon.ts';

export interface CheckResult {
  /** Replaces the detector's confidence. */
  readonly confidence?: Confidence;
  /** Sentences for the message. */
  readonly facts: readonly string[];
  /** Cannot be a credential of this kind. */
  readonly rejected?: boolean;
  /** Structure that chance does not produce: no placeholder test needed. */
  readonly proven?: boolean;
  readonly properties?: { readonly [key: string]: JsonValue };
}

const nothing: CheckResult = { facts: [] };

/** Runs the named check on a value. */
export function runCheck(name: CheckName | undefined, value: string): CheckResult {
  switch (name) {
    case undefined:
      return nothing;
    case 'crc32-base62':
      return hasCrc32Suffix(value)
        ? {
            facts: ['Its checksum is right: a real token, not a made-up one.'],
            confidence: 'high',
            proven: true,
            properties: { checksum: 'ok' },
          }
        : {
            facts: ['Its checksum is wrong: made up, mistyped or of another issuer.'],
            confidence: 'low',
            properties: { checksum: 'wrong' },
          };
    case 'aws-key-id':
      return awsKeyId(value);
    case 'pypi-macaroon':
      return pypiMacaroon(value);
    case 'azure-key': {
      const length = decodeBase64(value)?.length;
      return length === 64 || length === 32
        ? { facts: [`It decodes to ${length} bytes, the length of a real key.`], confidence: 'high' }
        : { ...nothing, rejected: true };
    }
    case 'discord': {
      const id = decodeBase64Text(value.split('.')[0]);
      return id !== undefined && /^[0-9]{16,20}$/.test(id)
        ? { facts: [`It belongs to application ${id}.`], confidence: 'high', proven: true }
        : { ...nothing, rejected: true };
    }
  }
}
