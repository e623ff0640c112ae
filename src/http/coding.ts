import { promisify } from 'node:util'
import {
  createDeflate,
  createGunzip,
  createGzip,
  createInflate,
  createInflateRaw,
  deflate,
  gzip,
} from 'node:zlib'
import { ContenderError, saidBy } from '../errors.ts'

const unpackers: {
  readonly [coding: string]: (body: Uint8Array) => ReturnType<typeof createGunzip>
} = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  // Meant is zlib's format; there are clients that send the bare stream.
  deflate: (body) => (isZlib(body) ? createInflate() : createInflateRaw()),
}

const encoders = { gzip: promisify(gzip), deflate: promisify(deflate) }

export type Coding = keyof typeof encoders

/** What was coded, piece by piece: `take` throws where there is to be no more of it. */
export async function decoded(
  body: Uint8Array,
  coding: string,
  take: (bytes: number) => void,
): Promise<Buffer> {
  const unpacker = Object.hasOwn(unpackers, coding) ? unpackers[coding]?.(body) : undefined
  if (unpacker === undefined) {
    const what = `the body is coded as ${coding}, and gzip and deflate are read`
    throw new ContenderError('EncodingUnsupported', what)
  }
  const pieces: Buffer[] = []
  unpacker.end(body)
  try {
    for await (const piece of unpacker) {
      take(piece.length)
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof ContenderError) throw cause
    throw new ContenderError('RequestInvalid', `the body is not ${coding}: ${saidBy(cause)}`)
  }
  return Buffer.concat(pieces)
}

/** Below that, packing costs both sides more than it saves. */
const worthPacking = 4_096

/** How an answer of that length is packed, for whoever says `Accept-Encoding`. */
export function codingFor(accepted: string | undefined, length: number): Coding | undefined {
  if (accepted === undefined || length < worthPacking) return undefined
  const words = accepted
    .toLowerCase()
    .split(',')
    .map((word) => word.split(';').map((part) => part.trim()))
  const isWanted = (coding: string) =>
    words.some(([name, weight]) => name === coding && !/^q=0(\.0*)?$/.test(weight ?? ''))
  return isWanted('gzip') ? 'gzip' : isWanted('deflate') ? 'deflate' : undefined
}

/** Fast rather than small: level 1. */
export const encoded = (body: Uint8Array, coding: Coding): Promise<Buffer> =>
  encoders[coding](body, { level: 1 })

const packers = { gzip: createGzip, deflate: createDeflate }

/** The same of what comes in pieces. */
export const encoding = (coding: Coding) => packers[coding]({ level: 1 })

function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}
