import { ContenderError, type FailureCode } from '../../errors.ts'
import { failed } from '../../http/failing.ts'
import { variantHeader } from '../../routing/override.ts'
import { type AnswerHead, headerOf } from '../upstreams/http1/head.ts'
import type { Flow, Sink } from './attempt.ts'
import { passedBack } from './headers.ts'
import type { OwnFailure } from './own.ts'
import type { Reply } from './reply.ts'

/** What the router's own answer is called where nobody else's could be had. */
const codes = {
  Timeout: 'VariantTimeout',
  Unreachable: 'VariantUnreachable',
  Broken: 'VariantBroken',
  ServerError: 'VariantBroken',
  CircuitOpen: 'CircuitOpen',
} as const satisfies { readonly [failure in OwnFailure]: FailureCode }

const details = {
  Timeout: 'it has not answered in time',
  Unreachable: 'none of its endpoints can be reached',
  Broken: 'its answer broke off',
  ServerError: 'its answer broke off',
  CircuitOpen: 'it kept failing, and is left alone for a moment',
} as const satisfies { readonly [failure in OwnFailure]: string }

/** How an answer that is passed on is called. */
export const codeOf = (status: number): string =>
  status < 300 || status === 304 ? 'Ok' : status < 500 ? 'Refused' : 'ServerError'

/** An answer that is all here. */
export function passWhole(response: Reply, head: AnswerHead, body: Buffer, ours: string[]): void {
  if (response.destroyed) return
  const isBodiless = response.req.method === 'HEAD' || bodiless.includes(head.status)
  if (headerOf(head, 'content-length') === undefined && !isBodiless)
    ours.push('content-length', `${body.length}`)
  writeHead(response, head, ours)
  response.end(body)
}

/** A reason in other letters than HTTP's is left out: Node would refuse to write it. */
function writeHead(response: Reply, head: AnswerHead, ours: readonly string[]): void {
  const { status, statusText: reason } = head
  response.writeHead(status, /^[ -~]+$/.test(reason) ? reason : undefined, passedBack(head, ours))
}

const bodiless: readonly number[] = [204, 304]

/** One that is too long to keep, no faster than it is read. What breaks off on one side does on the other. */
export function passStream(
  response: Reply,
  head: AnswerHead,
  ours: readonly string[],
  first: Buffer,
  flow: Flow,
): Sink {
  const more = (chunk: Buffer) => {
    if (!response.destroyed && !response.write(chunk)) flow.pause()
  }
  response.on('drain', flow.resume)
  response.once('close', flow.resume) // what nobody reads any more still tells how the variant does
  if (!response.destroyed) {
    writeHead(response, head, ours)
  }
  more(first)
  return { more, end: () => void response.end(), broken: () => void response.destroy() }
}

/** What is said where there is no answer; returns its name. */
export function tellFailure(response: Reply, why: OwnFailure, variant: string): string {
  const failure = new ContenderError(codes[why], `${variant}: ${details[why]}`)
  writeFailure(response, failure, [variantHeader, variant])
  return codes[why]
}

/** An answer of the router's own. */
export function writeFailure(response: Reply, cause: unknown, ours: string[] = []): string {
  const { status, body, headers = {}, code } = failed(cause)
  if (response.headersSent) response.destroy()
  if (response.destroyed) return code
  const told = [...ours, 'content-length', `${Buffer.byteLength(body)}`]
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) told.push(name, `${value}`)
  }
  response.writeHead(status, undefined, told)
  response.end(body)
  return code
}
