import type { Routed } from '../plan/routed.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { sentOn, timeoutHeader } from './headers.ts'
import type { Received } from './predicting.ts'
import { isPrediction, predictionTarget, targetOf } from './target.ts'

/**
 * How a request is sent to a variant, whoever that is, and in what time it may answer; `marks` are headers of ours. Of
 * the request nothing else is held on to.
 */
export function sendingOf(
  { message, body }: Received,
  { variants }: Pick<Routed, 'variants'>,
  marks: readonly string[] = [],
): (upstream: Upstream, leftMs: number) => Sending {
  const { method = 'GET', url = '/', rawHeaders } = message
  const target = targetOf(url)
  const ofPrediction = isPrediction(message)
  return ({ name }, leftMs) => {
    const { path, prediction } = (ofPrediction ? variants.get(name) : undefined) ?? {}
    const added = [timeoutHeader, `${Math.ceil(leftMs)}`, ...marks]
    return {
      method,
      path: path === undefined ? target : predictionTarget(path, target),
      headers: sentOn(rawHeaders, added, prediction === undefined ? undefined : packing),
      body: body.length > 0 || method === 'POST' ? body : undefined,
    }
  }
}

/** Not asked for where answers are read: what is packed isn't. */
const packing = 'accept-encoding'
