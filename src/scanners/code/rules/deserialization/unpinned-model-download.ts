import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const commit = /^[0-9a-f]{7,64}$/i;

export const rule = defineRule({
  meta: {
    name: 'unpinned-model-download',
    title: 'A model or data set is downloaded from Hugging Face without a pinned revision',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-494'],
    aliases: ['bandit:B615'],
    tags: ['supply-chain', 'huggingface', 'machine-learning'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call('huggingface_hub.{hf_hub_download,snapshot_download}', 'datasets.load_dataset'),
    call(
      'transformers.{AutoModel,AutoTokenizer,AutoConfig,AutoProcessor,AutoModelForCausalLM,AutoModelForSequenceClassification,AutoModelForTokenClassification,AutoModelForMaskedLM,AutoModelForSeq2SeqLM,AutoModelForQuestionAnswering,AutoImageProcessor,AutoFeatureExtractor}.from_pretrained',
    ),
  ],
  check(ctx, node, path) {
    const source = ctx.argumentNode(
      node,
      path.endsWith('from_pretrained')
        ? 'pretrained_model_name_or_path'
        : path.includes('datasets')
          ? 'path'
          : 'repo_id',
      0,
    );
    const name = source === undefined ? undefined : ctx.string(source);
    // A name that is not known here may be a local folder.
    if (name === undefined || /^[./~]|^[A-Za-z]:\\/.test(name) || !/^[\w.-]+(?:\/[\w.-]+)?$/.test(name)) return;
    if (ctx.truthOfArgument(node, 'local_files_only') === true) return;
    const revision = ctx.argument(node, 'revision');
    if (revision.state === 'unknown') return;
    if (revision.state === 'given') {
      const value = ctx.constant(revision.node);
      if (value === undefined || (value.kind === 'str' && commit.test(value.value))) return;
    }
    const runsCode = ctx.truthOfArgument(node, 'trust_remote_code') === true;
    ctx.report(node, {
      ...(runsCode ? { severity: 'high' as const } : {}),
      message: runsCode
        ? 'This runs code of the repository on the hub, and without a commit the code can change at any time.'
        : 'Without a commit the content can change after it was reviewed: the owner of the repository decides what is loaded.',
      remediation: 'Pass `revision` with the full commit hash.',
    });
  },
});
