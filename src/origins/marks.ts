import { isStrong } from './origin.ts'

/**
 * How far a partial download can be trusted: after so many bytes, their digest was this. So that a part is
 * never gone on with that a crash, or a disk, has left otherwise than it was written.
 */
export type Trust = {
  /** Of the bytes; strong. */
  readonly tag: string
  readonly points: readonly Point[]
}

export type Point = { readonly at: number; readonly sha256: string }

export const lineOf = (value: Point | { readonly tag: string }) => `${JSON.stringify(value)}\n`

/** The last line may be torn, and any may have been written by anybody. */
export function trustIn(text: string): Trust | undefined {
  const [head, ...rest] = text.split('\n').map(readLine)
  const tag = head?.['tag']
  if (typeof tag !== 'string' || !isStrong(tag)) return undefined
  const points = rest.flatMap((line) => {
    const [at, sha256] = [line?.['at'], line?.['sha256']]
    return typeof at === 'number' && typeof sha256 === 'string' ? [{ at, sha256 }] : []
  })
  return { tag, points }
}

function readLine(line: string): { readonly [name: string]: unknown } | undefined {
  try {
    return Object(JSON.parse(line))
  } catch {
    return undefined
  }
}
