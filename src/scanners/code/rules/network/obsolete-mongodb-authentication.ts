import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'obsolete-mongodb-authentication',
    title: 'MongoDB is accessed with an obsolete login',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-477', 'CWE-327'],
    aliases: ['semgrep:python.pymongo.security.mongodb.mongo-client-bad-auth'],
    tags: ['authentication', 'mongodb'],
    since: '0.1.0',
  },
  on: call('pymongo.{MongoClient,AsyncMongoClient,mongo_client.MongoClient}', 'motor.motor_asyncio.AsyncIOMotorClient'),
  check(ctx, node) {
    const mechanism = ctx.argumentNode(node, 'authMechanism');
    const host = ctx.argumentNode(node, 'host', 0);
    const isOld =
      (mechanism !== undefined && ctx.string(mechanism)?.toUpperCase() === 'MONGODB-CR') ||
      (host !== undefined && /[?&]authMechanism=MONGODB-CR\b/i.test(ctx.string(host) ?? ''));
    if (!isOld) return;
    ctx.report(node, {
      message: 'MONGODB-CR rests on MD5, and servers since 4.0 refuse it.',
      remediation: 'Use SCRAM-SHA-256, or X.509.',
    });
  },
});
