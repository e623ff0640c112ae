import type { IncomingMessage } from 'node:http'
import { ContenderError } from '../../errors.ts'

type Asking = Pick<IncomingMessage, 'method' | 'url'>

/**
 * Whether a prediction is asked for: whatever is posted is, but for what the Open Inference Protocol has posted to its own
 * paths besides, such as the order to unload a model.
 */
export const isPrediction = ({ method, url = '/' }: Asking): boolean =>
  method === 'POST' && (!ofProtocol.test(url) || ofInference.test(url))

const ofProtocol = /^(https?:\/\/[^/?#]+)?\/v2([/?]|$)/i
const ofInference = /^[^?]*\/infer(\?|$)/

/** What a request asks for, as those behind are asked for it. Whoever takes us for a proxy names a host before (RFC 9112, 3.2.2). */
export function targetOf(url: string): string {
  if (url.startsWith('/')) return url
  const [, path] = /^https?:\/\/[^/?#]+(.*)$/i.exec(url) ?? []
  if (path === undefined) {
    throw new ContenderError('RequestInvalid', `${JSON.stringify(url.slice(0, 64))} is no path`)
  }
  return path.startsWith('/') ? path : `/${path}`
}

/** Where a variant takes predictions, asked what its caller asks. */
export function predictionTarget(path: string, target: string): string {
  const query = target.indexOf('?')
  return query === -1 ? path : `${path}${path.includes('?') ? '&' : '?'}${target.slice(query + 1)}`
}
