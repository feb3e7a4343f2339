/** Services that programs send data to, by the module that speaks to them, and hosts that only exfiltration has a use for. Data only. */

export type ServiceClass = 'errors' | 'analytics' | 'language-model' | 'usage-statistics' | 'messaging' | 'storage';

export interface Service {
  readonly name: string;
  readonly class: ServiceClass;
}

const table: Readonly<Record<ServiceClass, string>> = {
  errors:
    'sentry_sdk=Sentry raven=Sentry rollbar=Rollbar bugsnag=Bugsnag honeybadger=Honeybadger pybrake=Airbrake airbrake=Airbrake raygun4py=Raygun newrelic=New_Relic ddtrace=Datadog datadog=Datadog elasticapm=Elastic_APM scout_apm=Scout_APM appsignal=AppSignal opentelemetry.exporter=OpenTelemetry logfire=Logfire',
  analytics:
    'posthog=PostHog segment=Segment analytics=Segment mixpanel=Mixpanel amplitude=Amplitude statsig=Statsig ldclient=LaunchDarkly scarf=Scarf',
  'language-model':
    'openai=OpenAI anthropic=Anthropic google.genai=Google_Gemini google.generativeai=Google_Gemini mistralai=Mistral cohere=Cohere groq=Groq together=Together replicate=Replicate litellm=LiteLLM langchain_openai=OpenAI langchain_anthropic=Anthropic langfuse=Langfuse langsmith=LangSmith huggingface_hub=Hugging_Face ollama=Ollama vertexai=Google_Vertex_AI',
  'usage-statistics':
    'streamlit=Streamlit gradio=Gradio ray=Ray dagster=Dagster prefect=Prefect chromadb=Chroma crewai=CrewAI haystack=Haystack feast=Feast wandb=Weights_&_Biases comet_ml=Comet neptune=Neptune clearml=ClearML',
  messaging:
    'smtplib=e-mail_(SMTP) slack_sdk=Slack telegram=Telegram twilio=Twilio sendgrid=SendGrid mailgun=Mailgun mailchimp_marketing=Mailchimp vonage=Vonage pusher=Pusher',
  storage: 'boto3=AWS google.cloud=Google_Cloud azure=Azure dropbox=Dropbox ftplib=FTP paramiko=SFTP',
};

const services = new Map<string, Service>();
for (const name of ['errors', 'analytics', 'language-model', 'usage-statistics', 'messaging', 'storage'] as const) {
  for (const entry of table[name].split(' ')) {
    const at = entry.indexOf('=');
    services.set(entry.slice(0, at), { name: entry.slice(at + 1).replaceAll('_', ' '), class: name });
  }
}

/** The service behind a dotted name: `openai.OpenAI().chat` → OpenAI. */
export function serviceOf(dotted: string): Service | undefined {
  const [first, second, third] = dotted.replace(/\(\)/g, '').split('.');
  return services.get(first) ?? services.get(`${first}.${second}`) ?? services.get(`${first}.${second}.${third}`);
}

/** How a library's own usage statistics are switched off: a word that stands somewhere in the repository's code or settings. */
export const optOuts: ReadonlyMap<string, { readonly words: readonly string[]; readonly advice: string }> = new Map([
  [
    'streamlit',
    {
      words: ['gatherUsageStats', 'STREAMLIT_BROWSER_GATHER_USAGE_STATS'],
      advice: 'Set browser.gatherUsageStats = false in .streamlit/config.toml.',
    },
  ],
  [
    'gradio',
    { words: ['analytics_enabled', 'GRADIO_ANALYTICS_ENABLED'], advice: 'Set GRADIO_ANALYTICS_ENABLED=False.' },
  ],
  ['ray', { words: ['RAY_USAGE_STATS_ENABLED', 'usage_stats'], advice: 'Set RAY_USAGE_STATS_ENABLED=0.' }],
  ['dagster', { words: ['telemetry'], advice: 'Set telemetry.enabled: false in dagster.yaml.' }],
  [
    'prefect',
    {
      words: ['DO_NOT_TRACK', 'PREFECT_SERVER_ANALYTICS_ENABLED'],
      advice: 'Set PREFECT_SERVER_ANALYTICS_ENABLED=false.',
    },
  ],
  [
    'chromadb',
    { words: ['anonymized_telemetry', 'ANONYMIZED_TELEMETRY'], advice: 'Pass Settings(anonymized_telemetry=False).' },
  ],
  [
    'crewai',
    { words: ['OTEL_SDK_DISABLED', 'CREWAI_DISABLE_TELEMETRY'], advice: 'Set CREWAI_DISABLE_TELEMETRY=true.' },
  ],
  ['haystack', { words: ['HAYSTACK_TELEMETRY_ENABLED'], advice: 'Set HAYSTACK_TELEMETRY_ENABLED=False.' }],
  ['feast', { words: ['FEAST_USAGE'], advice: 'Set FEAST_USAGE=False.' }],
  ['huggingface_hub', { words: ['HF_HUB_DISABLE_TELEMETRY'], advice: 'Set HF_HUB_DISABLE_TELEMETRY=1.' }],
]);

/** Hosts of paste sites, request catchers, tunnels and address look-ups. */
export const suspiciousHost =
  /(?:^|\.)(?:pastebin\.com|paste\.ee|hastebin\.com|transfer\.sh|file\.io|gofile\.io|webhook\.site|requestbin\.(?:com|net)|pipedream\.net|burpcollaborator\.net|oastify\.com|oast\.(?:fun|live|me|online|pro|site)|interact\.sh|dnslog\.cn|ngrok\.io|ngrok-free\.app|trycloudflare\.com|serveo\.net|localtunnel\.me)$/;

/** Own machines, documentation (RFC 2606, RFC 6761) and private networks. */
export const ownHost =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[|::1)|(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost|local|internal|lan|svc)$|^[^.]+$/i;
