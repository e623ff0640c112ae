import type { Request } from '../../fuzz/request.ts'
import type { Spoken } from '../spoken.ts'

export function inferRequest(model: string, { headers, body }: Spoken): Request {
  return {
    ...{ method: 'POST', path: `/v2/models/${model}/infer`, version: 'HTTP/1.1', body },
    headers: [
      ['host', 'localhost'],
      ...Object.entries(headers),
      ['content-length', `${body.length}`],
    ],
  }
}

/** Where JSON ends and bytes begin. */
export function jsonLengthOf({ headers, body }: Request): number {
  const [, told] = headers.find(([name]) => name === jsonLengthHeader) ?? []
  return Number(told ?? body.length)
}

export const jsonLengthHeader = 'inference-header-content-length'
