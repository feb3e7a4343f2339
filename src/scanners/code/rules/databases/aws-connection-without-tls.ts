import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'aws-connection-without-tls',
    title: 'A connection to AWS does not use TLS',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319', 'CWE-295'],
    aliases: [],
    tags: ['aws', 'boto3', 'tls'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'boto3.{client,resource,Session().client,Session().resource,session.Session().client,session.Session().resource}',
    '{aioboto3,aiobotocore.session}.{Session,get_session,AioSession}().{client,resource,create_client}',
    'botocore.session.{get_session,Session}().create_client',
  ),
  check(ctx, node) {
    const endpoint = ctx.argumentNode(node, 'endpoint_url');
    // Emulators on the own machine have no certificate.
    const isLocal =
      endpoint !== undefined && !/^https?:\/\/[\w-]+(?:\.[\w-]+)*\.amazonaws\.com/.test(ctx.string(endpoint) ?? '');
    if (isLocal) return;
    for (const [name, message] of flags) {
      const flag = ctx.argumentNode(node, name);
      if (flag !== undefined && ctx.truth(flag) === false)
        ctx.report(flag, { message, remediation: `Remove \`${name}=False\`.` });
    }
  },
});

const flags = [
  ['use_ssl', 'Requests and data cross the network in clear.'],
  ['verify', 'The certificate is not checked: anybody on the way can answer for AWS and read the requests.'],
] as const;
