/** Every provider whose credentials are known: one line each. */
import type { Provider } from '../detector.ts';
import { provider as onepassword } from './1password.ts';
import { provider as adafruit } from './adafruit.ts';
import { provider as adobe } from './adobe.ts';
import { provider as age } from './age.ts';
import { provider as ai21 } from './ai21.ts';
import { provider as airtable } from './airtable.ts';
import { provider as aiven } from './aiven.ts';
import { provider as algolia } from './algolia.ts';
import { provider as alibaba } from './alibaba.ts';
import { provider as anthropic } from './anthropic.ts';
import { provider as apify } from './apify.ts';
import { provider as artifactory } from './artifactory.ts';
import { provider as asana } from './asana.ts';
import { provider as atlassian } from './atlassian.ts';
import { provider as auth0 } from './auth0.ts';
import { provider as authress } from './authress.ts';
import { provider as aws } from './aws.ts';
import { provider as azure } from './azure.ts';
import { provider as baidu } from './baidu.ts';
import { provider as beamer } from './beamer.ts';
import { provider as bitbucket } from './bitbucket.ts';
import { provider as bitly } from './bitly.ts';
import { provider as bittrex } from './bittrex.ts';
import { provider as buildkite } from './buildkite.ts';
import { provider as canva } from './canva.ts';
import { provider as cerebras } from './cerebras.ts';
import { provider as circleci } from './circleci.ts';
import { provider as ciscoMeraki } from './cisco-meraki.ts';
import { provider as clickhouse } from './clickhouse.ts';
import { provider as clojars } from './clojars.ts';
import { provider as cloudant } from './cloudant.ts';
import { provider as cloudflare } from './cloudflare.ts';
import { provider as cloudinary } from './cloudinary.ts';
import { provider as codecov } from './codecov.ts';
import { provider as cohere } from './cohere.ts';
import { provider as coinbase } from './coinbase.ts';
import { provider as confluent } from './confluent.ts';
import { provider as contentful } from './contentful.ts';
import { provider as databricks } from './databricks.ts';
import { provider as datadog } from './datadog.ts';
import { provider as deepseek } from './deepseek.ts';
import { provider as definedNetworking } from './defined-networking.ts';
import { provider as deno } from './deno.ts';
import { provider as digitalocean } from './digitalocean.ts';
import { provider as discord } from './discord.ts';
import { provider as docker } from './docker.ts';
import { provider as doppler } from './doppler.ts';
import { provider as droneci } from './droneci.ts';
import { provider as dropbox } from './dropbox.ts';
import { provider as duffel } from './duffel.ts';
import { provider as dynatrace } from './dynatrace.ts';
import { provider as easypost } from './easypost.ts';
import { provider as elastic } from './elastic.ts';
import { provider as etsy } from './etsy.ts';
import { provider as facebook } from './facebook.ts';
import { provider as fastly } from './fastly.ts';
import { provider as figma } from './figma.ts';
import { provider as finicity } from './finicity.ts';
import { provider as finnhub } from './finnhub.ts';
import { provider as fireworks } from './fireworks.ts';
import { provider as flickr } from './flickr.ts';
import { provider as flutterwave } from './flutterwave.ts';
import { provider as flyio } from './flyio.ts';
import { provider as frameio } from './frameio.ts';
import { provider as freemius } from './freemius.ts';
import { provider as freshbooks } from './freshbooks.ts';
import { provider as gcp } from './gcp.ts';
import { provider as github } from './github.ts';
import { provider as gitlab } from './gitlab.ts';
import { provider as gitter } from './gitter.ts';
import { provider as gocardless } from './gocardless.ts';
import { provider as grafana } from './grafana.ts';
import { provider as groq } from './groq.ts';
import { provider as harness } from './harness.ts';
import { provider as heroku } from './heroku.ts';
import { provider as hubspot } from './hubspot.ts';
import { provider as huggingface } from './huggingface.ts';
import { provider as ibm } from './ibm.ts';
import { provider as influxdb } from './influxdb.ts';
import { provider as infracost } from './infracost.ts';
import { provider as intercom } from './intercom.ts';
import { provider as intra42 } from './intra42.ts';
import { provider as jina } from './jina.ts';
import { provider as kraken } from './kraken.ts';
import { provider as kucoin } from './kucoin.ts';
import { provider as langchain } from './langchain.ts';
import { provider as launchdarkly } from './launchdarkly.ts';
import { provider as linear } from './linear.ts';
import { provider as linkedin } from './linkedin.ts';
import { provider as llamacloud } from './llamacloud.ts';
import { provider as lob } from './lob.ts';
import { provider as looker } from './looker.ts';
import { provider as mailchimp } from './mailchimp.ts';
import { provider as mailgun } from './mailgun.ts';
import { provider as mapbox } from './mapbox.ts';
import { provider as mattermost } from './mattermost.ts';
import { provider as maxmind } from './maxmind.ts';
import { provider as messagebird } from './messagebird.ts';
import { provider as microsoftTeams } from './microsoft-teams.ts';
import { provider as mistral } from './mistral.ts';
import { provider as mongodb } from './mongodb.ts';
import { provider as moonshot } from './moonshot.ts';
import { provider as netlify } from './netlify.ts';
import { provider as newrelic } from './newrelic.ts';
import { provider as ngrok } from './ngrok.ts';
import { provider as notion } from './notion.ts';
import { provider as npm } from './npm.ts';
import { provider as nuget } from './nuget.ts';
import { provider as nvidia } from './nvidia.ts';
import { provider as nytimes } from './nytimes.ts';
import { provider as octopus } from './octopus.ts';
import { provider as okta } from './okta.ts';
import { provider as openai } from './openai.ts';
import { provider as openrouter } from './openrouter.ts';
import { provider as openshift } from './openshift.ts';
import { provider as pagerduty } from './pagerduty.ts';
import { provider as paypal } from './paypal.ts';
import { provider as perplexity } from './perplexity.ts';
import { provider as pinecone } from './pinecone.ts';
import { provider as plaid } from './plaid.ts';
import { provider as planetscale } from './planetscale.ts';
import { provider as posthog } from './posthog.ts';
import { provider as postman } from './postman.ts';
import { provider as prefect } from './prefect.ts';
import { provider as privateAi } from './private-ai.ts';
import { provider as pulumi } from './pulumi.ts';
import { provider as pypi } from './pypi.ts';
import { provider as rapidapi } from './rapidapi.ts';
import { provider as readme } from './readme.ts';
import { provider as replicate } from './replicate.ts';
import { provider as resend } from './resend.ts';
import { provider as rubygems } from './rubygems.ts';
import { provider as salesforce } from './salesforce.ts';
import { provider as scaleway } from './scaleway.ts';
import { provider as scalingo } from './scalingo.ts';
import { provider as sendbird } from './sendbird.ts';
import { provider as sendgrid } from './sendgrid.ts';
import { provider as sendinblue } from './sendinblue.ts';
import { provider as sentry } from './sentry.ts';
import { provider as settlemint } from './settlemint.ts';
import { provider as shippo } from './shippo.ts';
import { provider as shopify } from './shopify.ts';
import { provider as sidekiq } from './sidekiq.ts';
import { provider as siliconflow } from './siliconflow.ts';
import { provider as slack } from './slack.ts';
import { provider as snyk } from './snyk.ts';
import { provider as softlayer } from './softlayer.ts';
import { provider as sonar } from './sonar.ts';
import { provider as sourcegraph } from './sourcegraph.ts';
import { provider as square } from './square.ts';
import { provider as squarespace } from './squarespace.ts';
import { provider as stability } from './stability.ts';
import { provider as stripe } from './stripe.ts';
import { provider as sumologic } from './sumologic.ts';
import { provider as supabase } from './supabase.ts';
import { provider as tailscale } from './tailscale.ts';
import { provider as telegram } from './telegram.ts';
import { provider as tencent } from './tencent.ts';
import { provider as terraform } from './terraform.ts';
import { provider as together } from './together.ts';
import { provider as travisci } from './travisci.ts';
import { provider as trello } from './trello.ts';
import { provider as twilio } from './twilio.ts';
import { provider as twitch } from './twitch.ts';
import { provider as twitter } from './twitter.ts';
import { provider as typeform } from './typeform.ts';
import { provider as vault } from './vault.ts';
import { provider as vercel } from './vercel.ts';
import { provider as voyage } from './voyage.ts';
import { provider as wandb } from './wandb.ts';
import { provider as xai } from './xai.ts';
import { provider as yandex } from './yandex.ts';
import { provider as yi } from './yi.ts';
import { provider as zendesk } from './zendesk.ts';
import { provider as zhipu } from './zhipu.ts';

export const providers: readonly Provider[] = [
  onepassword,
  adafruit,
  adobe,
  age,
  ai21,
  airtable,
  aiven,
  algolia,
  alibaba,
  anthropic,
  apify,
  artifactory,
  asana,
  atlassian,
  auth0,
  authress,
  aws,
  azure,
  baidu,
  beamer,
  bitbucket,
  bitly,
  bittrex,
  buildkite,
  canva,
  cerebras,
  circleci,
  ciscoMeraki,
  clickhouse,
  clojars,
  cloudant,
  cloudflare,
  cloudinary,
  codecov,
  cohere,
  coinbase,
  confluent,
  contentful,
  databricks,
  datadog,
  deepseek,
  definedNetworking,
  deno,
  digitalocean,
  discord,
  docker,
  doppler,
  droneci,
  dropbox,
  duffel,
  dynatrace,
  easypost,
  elastic,
  etsy,
  facebook,
  fastly,
  figma,
  finicity,
  finnhub,
  fireworks,
  flickr,
  flutterwave,
  flyio,
  frameio,
  freemius,
  freshbooks,
  gcp,
  github,
  gitlab,
  gitter,
  gocardless,
  grafana,
  groq,
  harness,
  heroku,
  hubspot,
  huggingface,
  ibm,
  influxdb,
  infracost,
  intercom,
  intra42,
  jina,
  kraken,
  kucoin,
  langchain,
  launchdarkly,
  linear,
  linkedin,
  llamacloud,
  lob,
  looker,
  mailchimp,
  mailgun,
  mapbox,
  mattermost,
  maxmind,
  messagebird,
  microsoftTeams,
  mistral,
  mongodb,
  moonshot,
  netlify,
  newrelic,
  ngrok,
  notion,
  npm,
  nuget,
  nvidia,
  nytimes,
  octopus,
  okta,
  openai,
  openrouter,
  openshift,
  pagerduty,
  paypal,
  perplexity,
  pinecone,
  plaid,
  planetscale,
  posthog,
  postman,
  prefect,
  privateAi,
  pulumi,
  pypi,
  rapidapi,
  readme,
  replicate,
  resend,
  rubygems,
  salesforce,
  scaleway,
  scalingo,
  sendbird,
  sendgrid,
  sendinblue,
  sentry,
  settlemint,
  shippo,
  shopify,
  sidekiq,
  siliconflow,
  slack,
  snyk,
  softlayer,
  sonar,
  sourcegraph,
  square,
  squarespace,
  stability,
  stripe,
  sumologic,
  supabase,
  tailscale,
  telegram,
  tencent,
  terraform,
  together,
  travisci,
  trello,
  twilio,
  twitch,
  twitter,
  typeform,
  vault,
  vercel,
  voyage,
  wandb,
  xai,
  yandex,
  yi,
  zendesk,
  zhipu,
];
