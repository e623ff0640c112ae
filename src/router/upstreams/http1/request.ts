/** One request, as it is sent to whoever is asked. */
export type Sending = {
  readonly method: string
  readonly path: string
  /** Flat, as on the wire. */
  readonly headers: readonly string[]
  readonly body: Buffer | undefined
}

/** A request as it goes over the wire. */
export type Written = {
  readonly bytes: Buffer
  /** What is too long to come with its head, so that all goes out at once. */
  readonly body: Buffer | undefined
  readonly isForHead: boolean
  /** Whether the connection may be used again. */
  readonly isKept: boolean
}

/** `undefined` where it can't be sent: nothing in it may be taken for the beginning of something else. */
export function written(sending: Sending, host: string): Written | undefined {
  const { method, body } = sending
  const isKept = mayBeKept(method, body)
  const head = headOf(
    sending,
    `host: ${host}\r\nconnection: ${isKept ? 'keep-alive' : 'close'}\r\n`,
  )
  if (head === undefined) return undefined
  const isForHead = method === 'HEAD'
  if (body === undefined || body.length > mostWithHead)
    return { bytes: Buffer.from(head, 'latin1'), body, isForHead, isKept }
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 0, 'latin1')
  bytes.set(body, head.length)
  return { bytes, body: undefined, isForHead, isKept }
}

function headOf({ method, path, headers, body }: Sending, ours: string): string | undefined {
  const asked = `${method} ${path} HTTP/1.1`
  if (!line.test(asked)) return undefined
  let head = `${asked}\r\n${ours}`
  for (let at = 0; at < headers.length; at += 2) {
    const header = `${headers[at]}: ${headers[at + 1]}`
    if (!field.test(header)) return undefined
    head += `${header}\r\n`
  }
  return body === undefined ? `${head}\r\n` : `${head}content-length: ${body.length}\r\n\r\n`
}

const mostWithHead = 16_384

/** Servers that expect no body may take it for a request, and some answer HEAD with one. */
const mayBeKept = (method: string, body: Buffer | undefined): boolean =>
  method === 'POST' || (method !== 'HEAD' && (body === undefined || expectBodies.has(method)))

const expectBodies: ReadonlySet<string> = new Set(['PUT', 'PATCH'])

const line = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+ [!-~\x80-\xff]+ HTTP\/1\.1$/
const field = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+: [\t -~\x80-\xff]*$/
