import type { Spoken } from '../spoken.ts'

export type Request = {
  readonly method: string
  readonly path: string
  readonly version: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

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

/** As it goes over a wire: nothing is checked, nothing is made better. */
export function bytesOf({ method, path, version, headers, body }: Request): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} ${version}\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), body])
}

/** With a header in place of all of that name, or without it. */
export function withHeader(request: Request, name: string, ...values: readonly string[]): Request {
  const others = request.headers.filter(([own]) => own !== name)
  return { ...request, headers: [...others, ...values.map((value) => [name, value] as const)] }
}

/** With another body, and a length that is true. */
export const withBody = (request: Request, body: Buffer): Request =>
  withHeader({ ...request, body }, 'content-length', `${body.length}`)

/** Where JSON ends and bytes begin. */
export function jsonLengthOf({ headers, body }: Request): number {
  const [, told] = headers.find(([name]) => name === jsonLengthHeader) ?? []
  return Number(told ?? body.length)
}

export const jsonLengthHeader = 'inference-header-content-length'
