import { Call } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'template-not-escaped-by-extension',
    title: 'Flask renders a template whose file extension is not escaped',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-79'],
    aliases: ['semgrep:python.flask.security.unescaped-template-extension.unescaped-template-extension'],
    tags: ['flask', 'xss'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('{flask,flask.templating,quart}.{render_template,stream_template}'),
  check(ctx, node) {
    const template = ctx.argumentNode(node, 'template_name_or_list', 0);
    const name = template === undefined ? undefined : ctx.string(template);
    if (name === undefined || !/\.\w+$/.test(name) || /\.(?:html?|xml|xhtml|svg)$/i.test(name)) return;
    // Templates for text, styles and data are no pages; with values in them they still may be served as one.
    if (/\.(?:txt|text|md|css|csv|json|ya?ml|ini|cfg|conf|toml|sh|sql|tex|py|eml|vcf|ics)(?:\.\w+)?$/i.test(name))
      return;
    if (Call.keywords(ctx.words, node) === 0 && ctx.argumentNode(node, undefined, 1) === undefined) return;
    ctx.report(node, {
      message: `Flask escapes values in \`.html\`, \`.htm\`, \`.xml\`, \`.xhtml\` and \`.svg\` files only: in \`${name}\` a value that holds HTML becomes part of the page.`,
      remediation: 'Name the file `….html`, or set `app.jinja_options["autoescape"]`.',
    });
  },
});
