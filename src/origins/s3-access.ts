import { wrong } from './failures.ts'
import { firstOf, type Named } from './secret-files.ts'
import type { Keys } from './signing.ts'

/** How a store of S3 is asked. */
export type S3Access = {
  /** `undefined`: as anybody. */
  readonly keys: Keys | undefined
  readonly region: string
  /** `undefined`: Amazon's own. */
  readonly endpoint: URL | undefined
  readonly clue: string
}

/**
 * Names by which people give one thing: Amazon's, in its tools' order; then those of KServe, Open Data Hub and
 * Seldon, so that their Secrets can be mounted as they are.
 */
const names = {
  id: ['AWS_ACCESS_KEY_ID', 'awsAccessKeyID', 'RCLONE_CONFIG_S3_ACCESS_KEY_ID'],
  secret: ['AWS_SECRET_ACCESS_KEY', 'awsSecretAccessKey', 'RCLONE_CONFIG_S3_SECRET_ACCESS_KEY'],
  token: ['AWS_SESSION_TOKEN', 'RCLONE_CONFIG_S3_SESSION_TOKEN'],
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION', 'RCLONE_CONFIG_S3_REGION'],
  endpoint: [
    'AWS_ENDPOINT_URL_S3',
    'AWS_ENDPOINT_URL',
    'AWS_S3_ENDPOINT',
    'S3_ENDPOINT',
    'RCLONE_CONFIG_S3_ENDPOINT',
  ],
}

/** Keys of the environment never go to an endpoint that the mounted Secret names, nor are the two mixed. */
export function s3AccessIn(secret: Named, environment: Named): S3Access {
  const isOwn = firstOf(secret, [...names.id, ...names.secret, ...names.endpoint]) !== undefined
  const keys = keysIn(isOwn ? secret : environment)
  const either = (which: readonly string[]) => firstOf(secret, which) ?? firstOf(environment, which)
  const endpoint = either(names.endpoint)
  return {
    keys,
    region: either(names.region) ?? 'us-east-1',
    endpoint: endpoint === undefined ? undefined : endpointIn(endpoint, either(['S3_USE_HTTPS'])),
    clue: keys === undefined ? anonymous(environment) : '',
  }
}

function keysIn(named: Named): Keys | undefined {
  if (/^(true|1)$/i.test(named['awsAnonymousCredential'] ?? '')) return undefined
  const [id, secret] = [firstOf(named, names.id), firstOf(named, names.secret)]
  if (id === undefined && secret === undefined) return undefined
  if (id === undefined || secret === undefined) {
    const missing = id === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'
    throw wrong('ModelAccessDenied', 'the credentials for s3', `${missing} is missing`)
  }
  return { id, secret, token: firstOf(named, names.token) }
}

/** KServe writes it without a scheme. */
function endpointIn(text: string, usesHttps: string | undefined): URL {
  const scheme = usesHttps === '0' ? 'http' : 'https'
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `${scheme}://${text}`)
  if (url !== null && /^https?:$/.test(url.protocol) && url.username + url.search === '') return url
  throw wrong('ModelUriInvalid', 'the endpoint for s3', 'it is not like https://HOST:PORT')
}

const anonymous = (environment: Named) =>
  environment['AWS_ROLE_ARN'] === undefined
    ? 'asked without credentials'
    : 'asked without credentials: a role of the service account is not supported'
