/** What was promised, or the reason of the signal, whichever comes first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    const over = () => signal.removeEventListener('abort', abort)
    promise.then(resolve, reject).finally(over)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
  })
}

/** Resolves once the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
