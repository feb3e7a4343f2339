/** Credentials that are recognised by the structure around them instead of by a provider's mark. */
import type { Emit, TextFile } from '../candidate.ts';
import { assignedSecret } from '../structures/assigned-secret.ts';
import { authorizationHeader } from '../structures/authorization-header.ts';
import { curlCredentials } from '../structures/curl-credentials.ts';
import { dockerAuth } from '../structures/docker-auth.ts';
import { jsonWebToken } from '../structures/json-web-token.ts';
import { kubernetesSecret } from '../structures/kubernetes-secret.ts';
import { netrc } from '../structures/netrc.ts';
import { privateKey } from '../structures/private-key.ts';
import { urlCredentials } from '../structures/url-credentials.ts';

export interface Structure {
  /** Lower case. */
  readonly keywords: readonly string[];
  /**
   * Called for a keyword at `start`…`end`. Returns the byte up to which further hits of this structure are covered,
   * or 0.
   */
  match(bytes: Uint8Array, start: number, end: number, file: TextFile, emit: Emit): number;
}

export const structures: readonly Structure[] = [
  assignedSecret,
  authorizationHeader,
  curlCredentials,
  dockerAuth,
  jsonWebToken,
  kubernetesSecret,
  netrc,
  privateKey,
  urlCredentials,
];
