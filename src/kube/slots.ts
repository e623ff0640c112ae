type Start = () => void

/** How many there may be at once. */
export type Lanes = { readonly urgent: number; readonly ordinary: number }
export type Lane = keyof Lanes

/**
 * Lets only so many calls run at once. The urgent have slots of their own, so that a server that lets
 * calls hang keeps no leader from renewing its lease. Those of a lane are had in the order of asking.
 */
export function createSlots(total: Lanes) {
  const waiting = { urgent: new Set<Start>(), ordinary: new Set<Start>() }
  const running = { urgent: 0, ordinary: 0 }

  /** Resolves to what gives the slot back; rejects with the reason of an abort, and waits no more. */
  function take(lane: Lane, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => {
        waiting[lane].delete(start)
        reject(signal.reason)
      }
      const start = () => {
        waiting[lane].delete(start)
        signal.removeEventListener('abort', leave)
        running[lane]++
        resolve(() => giveBack(lane))
      }
      if (running[lane] < total[lane]) return start()
      waiting[lane].add(start)
      signal.addEventListener('abort', leave)
    })
  }

  function giveBack(lane: Lane): void {
    running[lane]--
    const [next] = waiting[lane]
    next?.()
  }

  return { take }
}

export type Slots = ReturnType<typeof createSlots>
