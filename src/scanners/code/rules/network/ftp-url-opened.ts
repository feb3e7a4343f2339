import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { urlStart } from '../../support/urls.ts';

export const rule = defineRule({
  meta: {
    name: 'ftp-url-opened',
    title: 'A file is fetched over clear-text FTP',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: ['semgrep:python.lang.security.audit.insecure-transport.urllib.insecure-urlopen-ftp.insecure-urlopen-ftp'],
    tags: ['transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('urllib.request.{urlopen,urlretrieve,Request}', 'urllib.{urlopen,urlretrieve}'),
  check(ctx, node) {
    const url = ctx.argumentNode(node, 'url', 0);
    if (url === undefined || !/^ftp:/i.test(urlStart(ctx, url) ?? '')) return;
    ctx.report(url, {
      message: 'What comes over FTP can be read and replaced on its way.',
      remediation: 'Use `https://`, and check the digest of the file.',
    });
  },
});
