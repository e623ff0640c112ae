import type { Routed } from '../plan/routed.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { sentOn, timeoutHeader } from './headers.ts'
import type { Incoming } from './predicting.ts'
import { targetOf } from './target.ts'

/**
 * How a request is sent to a variant, whoever that is, and in what time it may answer; `marks` are headers of ours. Of
 * the request nothing else is held on to.
 */
export function sendingOf(
  { message, body }: Pick<Incoming, 'message' | 'body'>,
  { variants }: Pick<Routed, 'variants'>,
  marks: readonly string[] = [],
): (upstream: Upstream, leftMs: number) => Sending {
  const { method = 'GET', url = '/', rawHeaders } = message
  const target = targetOf(url)
  return ({ name }, leftMs) => ({
    method,
    path: (method === 'POST' ? variants.get(name)?.path : undefined) ?? target,
    headers: sentOn(rawHeaders, [timeoutHeader, `${Math.ceil(leftMs)}`, ...marks]),
    body: body.length > 0 || method === 'POST' ? body : undefined,
  })
}
