/** Those who want to know that everything up to a position is safe. */
export function createWaiters() {
  let waiting: Waiter[] = []

  function wait(position: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push({ position, resolve, reject })
    return promise
  }

  function settle(safe: number): void {
    const settled = waiting.filter(({ position }) => position <= safe)
    waiting = waiting.filter(({ position }) => position > safe)
    for (const { resolve } of settled) resolve()
  }

  function refuse(cause: unknown): void {
    for (const { reject } of waiting.splice(0)) reject(cause)
  }

  /** Whether that much would be enough for anybody: positions only grow. */
  const isAny = (upTo: number) => (waiting[0]?.position ?? Infinity) <= upTo

  return { wait, settle, refuse, isAny }
}

type Waiter = {
  readonly position: number
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
}
