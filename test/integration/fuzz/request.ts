export type Request = {
  readonly method: string
  readonly path: string
  readonly version: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
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
