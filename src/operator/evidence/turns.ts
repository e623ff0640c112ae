/** Lets only so many go on at once, in the order of asking. Nobody waits any more whose signal aborts. */
export function createTurns(atOnce: number) {
  const waiting = new Set<() => void>()
  let running = 0

  function mine(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isMine: boolean) => {
        waiting.delete(start)
        signal.removeEventListener('abort', leave)
        if (isMine) running++
        resolve(isMine)
      }
      const start = () => end(true)
      const leave = () => end(false)
      if (signal.aborted) return resolve(false)
      if (running < atOnce) return start()
      waiting.add(start)
      signal.addEventListener('abort', leave)
    })
  }

  /** Returns at once, with nothing done, where the signal aborts before its turn. */
  return async function inTurn(act: () => Promise<void>, signal: AbortSignal): Promise<void> {
    if (!(await mine(signal))) return
    try {
      await act()
    } finally {
      running--
      const [next] = waiting
      next?.()
    }
  }
}
