/** How much of a thing may be held at a time. */
export type Limits = {
  /** Copies that one challenger works on. */
  readonly underWay: number
  /** Copies that wait for one challenger. */
  readonly waiting: number
  /** Of requests, for all challengers together. */
  readonly bytes: number
}

/** At a tenth of a second each that is 2,560 copies a second: more than one router passes on. */
export const usualLimits = { underWay: 256, waiting: 1_024 } as const

type Sized = { readonly bytes: number }

export type Line<C extends Sized> = ReturnType<typeof createLine<C>>

/** Copies for one challenger, first come, first served: those that wait, and those that it works on. */
export function createLine<C extends Sized>({ underWay: most, waiting: mostWaiting }: Limits) {
  const waiting: C[] = []
  const underWay = new Set<C>()
  let bytes = 0

  return {
    /** False where there is no room for it, in places or in `room` bytes. */
    enter(copy: C, room: number): boolean {
      if (waiting.length >= mostWaiting || bytes + copy.bytes > room) return false
      waiting.push(copy)
      bytes += copy.bytes
      return true
    },
    /** The next one that may be sent, which is under way from now on. */
    next(): C | undefined {
      if (underWay.size >= most) return undefined
      const copy = waiting.shift()
      if (copy !== undefined) underWay.add(copy)
      return copy
    },
    /** It is over; false where it was so already. */
    leave(copy: C): boolean {
      const isThere = underWay.delete(copy)
      if (isThere) bytes -= copy.bytes
      return isThere
    },
    /** Nothing waits any more; what did. */
    clear(): readonly C[] {
      const cleared = waiting.splice(0)
      for (const copy of cleared) bytes -= copy.bytes
      return cleared
    },
    waiting: () => waiting.length,
    underWay: (): ReadonlySet<C> => underWay,
    bytes: () => bytes,
  }
}
