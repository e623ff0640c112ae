/**
 * Calls `over` once the time is over; returns what stops that. A process that stood still itself hears of its timers
 * before it reads what came meanwhile, so then that is read first: our own stall is nobody else's lateness.
 */
export function deadlineIn(ms: number, now: () => number, over: () => void): () => void {
  const due = now() + ms
  let turn: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    if (now() - due <= usualDelayMs) over()
    else turn = setImmediate(() => (turn = setImmediate(over))) // sockets are read before each of them
  }, ms)
  return () => {
    clearTimeout(timer)
    clearImmediate(turn)
  }
}

/** By so much timers are late without anything being wrong. */
const usualDelayMs = 50
