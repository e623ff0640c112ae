import type { ServerResponse } from 'node:http'
import { ContenderError } from '../errors.ts'

/** Aborted once nobody can get the answer any more. */
export function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (response.writableFinished) return
    gone.abort(new ContenderError('ClientGone', 'the connection was closed before the answer'))
  })
  return gone.signal
}
