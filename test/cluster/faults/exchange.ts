import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { insteadOf, refuse } from './answers.ts'
import type { Fault, Growing, Kind, Seen } from './faults.ts'
import { createLines, type LineKind, partOf, type Step } from './lines.ts'
import { headersWithout } from './upstream.ts'

type Surroundings = {
  /** Grows as the answer does. */
  readonly seen: Growing
  readonly fault: Fault | undefined
  /** Sends the head of a request to the server; its body follows. */
  readonly forward: (asked: IncomingMessage) => ClientRequest
  /** Resets the client's connection. */
  readonly reset: () => void
  readonly hit: (kind: Kind) => void
  /** Where a watch is entered until its connection ends. */
  readonly watches: Set<OpenWatch>
}

export type OpenWatch = {
  readonly seen: Seen
  /** Says whether the watch was still flowing. */
  readonly strike: (kind: LineKind) => boolean
  readonly disarm: () => void
}

const nothing = Buffer.alloc(0)

/** A request that may meet its fault before it reaches the server. */
export function exchange(
  asked: IncomingMessage,
  answer: ServerResponse,
  around: Surroundings,
): void {
  const { seen, fault, reset, hit } = around
  const instead = fault && insteadOf(fault)
  if (fault === undefined || instead === undefined) {
    relay(asked, answer, around)
    return
  }
  asked.resume()
  hit(fault.kind)
  if (instead === 'reset') reset()
  else refuse(answer, instead, seen)
}

/**
 * A request on its way to the server, and the answer on its way back. Bytes pass as they come and as they
 * are, but for the fault. When the client or the server leaves, the other is let go too.
 */
function relay(asked: IncomingMessage, answer: ServerResponse, around: Surroundings): void {
  const { seen, fault, reset, hit, watches } = around
  /** From then on nothing that the server says passes. */
  let isOver = false
  const forwarded = around.forward(asked)
  asked.pipe(forwarded)
  forwarded.on('response', receive)
  forwarded.on('error', lose)
  answer.on('error', lose)
  answer.on('close', () => {
    isOver = true
    forwarded.destroy()
  })

  function receive(told: IncomingMessage): void {
    told.on('error', lose)
    const isStream = seen.isWatch && told.statusCode === 200
    const spoil = fault && !isStream ? spoilers[fault.kind] : undefined
    if (fault?.kind === 'delay') hold(fault.delayMs, () => pass(told, isStream))
    else if (spoil === undefined) pass(told, isStream)
    else void buffer(told).then((body) => isOver || spoil(told, body), lose)
  }

  function hold(forMs: number, release: () => void): void {
    hit('delay')
    const timer = setTimeout(() => isOver || release(), forMs)
    answer.on('close', () => clearTimeout(timer))
  }

  /** What strikes an answer as a whole waits for all of it: by then the server has done its part. */
  const spoilers: { readonly [kind in Kind]?: (told: IncomingMessage, body: Buffer) => void } = {
    resetAfter: () => {
      hit('resetAfter')
      reset()
    },
    silence: () => hit('silence'),
    truncate: (told, body) => {
      // Without a length it is sent in chunks, whose end can be told from a broken connection.
      const kept = partOf(body, fault?.part ?? 0)
      const isHarmed = kept.length < body.length
      begin(told, isHarmed ? ['content-length'] : [])
      if (isHarmed) hit('truncate')
      apply({ pass: kept, next: 'end' })
    },
  }

  function pass(told: IncomingMessage, isStream: boolean): void {
    begin(told)
    const lines = createLines(isStream ? fault : undefined)
    if (isStream) {
      const strike = (kind: LineKind) => apply(lines.strike(kind))
      const watch = { seen, strike, disarm: lines.disarm }
      watches.add(watch)
      answer.on('close', () => watches.delete(watch))
    }
    apply(lines.take(nothing))
    told.on('data', (chunk) => {
      apply(lines.take(chunk))
      if (answer.writableNeedDrain && !isOver) told.pause()
    })
    told.on('end', () => apply({ pass: nothing, next: 'end' }))
    answer.on('drain', () => told.resume())
  }

  function begin(told: IncomingMessage, without: readonly string[] = []): void {
    seen.status = told.statusCode ?? 0
    // Else Node would add two headers of its own.
    answer.sendDate = false
    answer.removeHeader('connection')
    answer.writeHead(seen.status, told.statusMessage, headersWithout(told.rawHeaders, without))
    answer.flushHeaders()
  }

  /** Says whether the answer was still flowing. */
  function apply({ pass, next, hit: kind }: Step): boolean {
    if (isOver) return false
    isOver = next !== 'flow'
    write(pass)
    if (kind !== undefined) hit(kind)
    if (next === 'cut') cut()
    if (next === 'end') answer.end()
    return true
  }

  function write(bytes: Buffer): void {
    if (bytes.length === 0) return
    seen.bytes += bytes.length
    if (seen.isWatch) seen.lines += bytes.toString('latin1').split('\n').length - 1
    answer.write(bytes)
  }

  /** The server left, or cannot be reached. */
  function lose(): void {
    if (!isOver) cut()
    isOver = true
  }

  /** Ends the connection, but not the answer, once all is sent. */
  function cut(): void {
    if (answer.socket === null) answer.destroy()
    else answer.socket.destroySoon()
  }
}
