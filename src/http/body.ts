import type { IncomingMessage } from 'node:http'
import { ContenderError } from '../errors.ts'
import type { Budget } from './budget.ts'
import { decoded } from './coding.ts'

export type BodyLimits = {
  /** Of one body, as it is sent and as it is unpacked. */
  readonly mostBytes: number
  readonly budget: Budget
}

export type Body = {
  readonly bytes: Uint8Array
  /** To be called once, when nobody needs the bytes any more. */
  readonly done: () => void
}

/**
 * The whole body of a request, unpacked. What it takes is taken from the budget as it comes, and given back with
 * `done`, or at once where reading fails. Rejects where the client goes away in the middle.
 */
export async function bodyOf(message: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const { mostBytes, budget } = limits
  let held = 0
  const take = (bytes: number) => {
    budget.take(bytes)
    held += bytes
  }
  const give = (bytes: number) => {
    budget.give(bytes)
    held -= bytes
  }
  try {
    const sent = await sentBytes(message, mostBytes, take)
    const coding = message.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
    if (coding === 'identity' || coding === '') return { bytes: sent, done: () => give(held) }
    let length = 0
    const bytes = await decoded(sent, coding, (more) => {
      length += more
      if (length > mostBytes) throw tooLarge(mostBytes, 'unpacked, ')
      take(more)
    })
    give(sent.length)
    return { bytes, done: () => give(held) }
  } catch (cause) {
    give(held)
    throw cause
  }
}

/** The bytes as they are sent; `take` throws where there is no room for more. */
export function sentBytes(
  message: IncomingMessage,
  most: number,
  take: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let length = 0
    const fail = (cause: unknown) => {
      message.removeAllListeners('data')
      message.resume() // what still comes is thrown away, so that the client reads the answer
      reject(cause)
    }
    const told = Number(message.headers['content-length'] ?? 0)
    if (told > most) return fail(tooLarge(most))
    message.on('data', (piece: Buffer) => {
      length += piece.length
      try {
        if (length > most) throw tooLarge(most)
        take(piece.length)
        pieces.push(piece)
      } catch (cause) {
        fail(cause)
      }
    })
    message.on('end', () =>
      resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)),
    )
    const leave = () => message.complete || reject(gone())
    message.on('close', leave)
    message.on('error', leave)
  })
}

const gone = () =>
  new ContenderError('ClientGone', 'the connection was closed before the end of the body')

const tooLarge = (most: number, how = '') =>
  new ContenderError('BodyTooLarge', `${how}the body has more than ${most} bytes`)
