/**
 * What waits to be written, in its order. It is bounded: what is too much for it, or was on its way when a write
 * failed, is dropped, and so is all that comes after it. Then it is behind, until a snapshot says all of it.
 */
export function createQueue(mostBytes: number) {
  let frames: Buffer[] = []
  let bytes = 0
  let isBehind = false

  function add(frame: Buffer): void {
    if (isBehind) return
    frames.push(frame)
    bytes += frame.length
    if (bytes > mostBytes) drop()
  }

  function take(): readonly Buffer[] {
    const taken = frames
    frames = []
    bytes = 0
    return taken
  }

  function drop(): void {
    take()
    isBehind = true
  }

  /** At the moment of a snapshot. */
  function beginAnew(): void {
    take()
    isBehind = false
  }

  return {
    add,
    take,
    drop,
    beginAnew,
    isBehind: () => isBehind,
    isEmpty: () => frames.length === 0,
  }
}
