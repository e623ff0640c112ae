import type { IncomingHttpHeaders } from 'node:http'
import { refused } from '../../protocol/refused.ts'

export const jsonLengthHeader = 'inference-header-content-length'

/** How many bytes of the body are JSON, where binary tensors follow it. */
export function jsonLengthIn(headers: IncomingHttpHeaders): number | undefined {
  const told = headers[jsonLengthHeader]
  if (told === undefined) return undefined
  if (typeof told === 'string' && /^\d{1,15}$/.test(told.trim())) return Number(told)
  throw refused('Inference-Header-Content-Length', `must be a number of bytes, not ${told}`)
}
