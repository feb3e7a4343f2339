import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'xml-injection',
    title: 'Untrusted data becomes part of an XML document',
    severity: 'medium',
    cwe: ['CWE-91'],
    aliases: ['semgrep:python.twilio.security.twiml-injection.twiml-injection'],
    tags: ['injection', 'xml'],
  },
  consequence: 'becomes part of an XML document',
  remediation:
    'Build the document with a library (`VoiceResponse`, `ElementTree`), or escape with `xml.sax.saxutils.escape`.',
});
