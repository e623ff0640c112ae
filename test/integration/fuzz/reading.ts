import { chunkedBody } from './chunks.ts'

export type Answer = {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

type Head = Omit<Answer, 'body'>

/** Answers of HTTP/1.1 as they come over a connection. */
export function createReader(isHead: boolean) {
  const answers: Answer[] = []
  let rest: Buffer = Buffer.alloc(0)
  let strange: string | undefined

  function take(chunk: Buffer): void {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (strange === undefined && rest.length > 0 && readOne(false)) {}
  }

  /** Whether there was a whole one. */
  function readOne(isOver: boolean): boolean {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return false
    const head = headIn(rest.toString('latin1', 0, end))
    if (head === undefined) {
      strange = rest.toString('latin1', 0, 80)
      return false
    }
    const found = bodyAt(end + 4, head, isOver)
    if (found === undefined || rest.length < found.end) return false
    rest = rest.subarray(found.end)
    if (head.status >= 200) answers.push({ ...head, body: found.body })
    return true
  }

  function bodyAt(start: number, head: Head, isOver: boolean) {
    const isChunked = head.headers.get('transfer-encoding') === 'chunked'
    if (isChunked && !isHead) return chunkedBody(rest, start)
    const length = bodyLength(head, rest.length - start, isHead, isOver)
    if (length === undefined) return undefined
    return { body: rest.subarray(start, start + length), end: start + length }
  }

  /** The end of the connection ends an answer that has no length. */
  function end(): void {
    if (strange !== undefined || rest.length === 0) return
    readOne(true)
    if (rest.length > 0) strange ??= `half an answer: ${rest.toString('latin1', 0, 80)}`
  }

  return { answers, take, end, strange: () => strange }
}

function headIn(text: string): Head | undefined {
  const [first = '', ...lines] = text.split('\r\n')
  const [, status] = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first) ?? []
  if (status === undefined || lines.some((line) => !line.includes(':'))) return undefined
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { status: Number(status), headers: new Map(pairs) }
}

function bodyLength(
  { status, headers }: Head,
  there: number,
  isHead: boolean,
  isOver: boolean,
): number | undefined {
  if (isHead || status < 200 || status === 204 || status === 304) return 0
  const told = headers.get('content-length')
  if (told !== undefined) return Number(told)
  return isOver ? there : undefined
}
