export type Gate = {
  /** Does it once there is room, first come, first served. Throws the signal's reason if that comes first. */
  readonly within: <T>(signal: AbortSignal, act: () => Promise<T>) => Promise<T>
}

/** Lets so many in at a time. */
export function createGate(room: number): Gate {
  const queue: (() => void)[] = []
  let inside = 0

  function enter(signal: AbortSignal): Promise<void> | undefined {
    if (inside < room) {
      inside++
      return undefined
    }
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        queue.splice(queue.indexOf(admit), 1)
        reject(signal.reason)
      }
      queue.push(admit)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  return {
    async within(signal, act) {
      signal.throwIfAborted()
      await enter(signal)
      try {
        return await act()
      } finally {
        const next = queue.shift()
        if (next === undefined) inside--
        else next() // who comes next takes the place of who leaves
      }
    },
  }
}
