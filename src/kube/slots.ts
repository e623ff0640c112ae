type Start = () => void

/**
 * Lets only so many calls run at once. One slot is for urgent calls alone, so that a server that lets
 * calls hang keeps no leader from renewing its lease. The others are had in the order of asking.
 */
export function createSlots(total: number) {
  const waiting = { urgent: new Set<Start>(), ordinary: new Set<Start>() }
  const running = { urgent: 0, ordinary: 0 }

  const isFull = () => running.urgent + running.ordinary >= total
  const isFree = {
    urgent: () => !isFull(),
    ordinary: () => !isFull() && running.ordinary < total - 1,
  }

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
      if (isFree[lane]()) return start()
      waiting[lane].add(start)
      signal.addEventListener('abort', leave)
    })
  }

  function giveBack(lane: Lane): void {
    running[lane]--
    const [urgent] = waiting.urgent
    const [ordinary] = waiting.ordinary
    const next = urgent ?? (isFree.ordinary() ? ordinary : undefined)
    next?.()
  }

  return { take }
}

export type Lane = 'urgent' | 'ordinary'
export type Slots = ReturnType<typeof createSlots>
