import { setKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const verbs = '{get,options,head,post,put,patch,delete,request}';

export const rule = defineRule({
  meta: {
    name: 'request-without-timeout',
    title: 'An HTTP request may wait forever',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-400', 'CWE-1088'],
    aliases: ['bandit:B113', 'ruff:S113', 'semgrep:python.requests.best-practice.use-timeout.use-timeout'],
    tags: ['availability', 'requests', 'httpx'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(`requests.${verbs}`, `requests.api.${verbs}`, `requests.{Session,session,sessions.Session}().${verbs}`),
    call(`httpx.{get,options,head,post,put,patch,delete,request,stream,Client,AsyncClient}`),
  ],
  check(ctx, node, path) {
    const timeout = ctx.argument(node, 'timeout');
    if (timeout.state === 'unknown') return;
    const isNone = timeout.state === 'given' && ctx.constant(timeout.node)?.kind === 'none';
    const hasDefault = path.startsWith('httpx');
    if (timeout.state === 'given' ? !isNone : hasDefault) return;
    ctx.report(node, {
      message: isNone
        ? '`timeout=None` waits forever for a server that does not answer, and a worker waits with it.'
        : 'Requests has no time limit of its own: a server that does not answer holds this thread forever.',
      remediation: 'Pass `timeout`, in seconds.',
      fix: unsafeFix('Wait at most ten seconds', setKeyword(ctx, node, 'timeout', '10')),
    });
  },
});
