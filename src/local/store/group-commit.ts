/**
 * One sync for many writes: what is written while a sync is under way waits for the next one, together.
 * A sync that fails is the last: what it was to save may be lost though a later one succeeds.
 */
export function createGroupCommit({ sync, synced }: Ports) {
  let waiting: Waiter[] = []
  let [written, safe] = [0, 0]
  let isRunning = false
  let failure: { readonly cause: unknown } | undefined

  /** Everything up to this version is written, and will be synced soon, whoever waits for it. */
  function wrote(version: number): void {
    written = version
    if (isRunning || failure !== undefined) return
    isRunning = true
    void run()
  }

  async function run(): Promise<void> {
    await undefined // lets those join who write in the same breath
    try {
      while (safe < written) await syncOnce()
    } catch (cause) {
      failure = { cause }
      for (const { reject } of waiting.splice(0)) reject(cause)
    }
    isRunning = false
  }

  async function syncOnce(): Promise<void> {
    const target = written
    await sync()
    safe = target
    for (const { version, resolve } of waiting) if (version <= safe) resolve()
    waiting = waiting.filter(({ version }) => version > safe)
    synced(safe)
  }

  function durable(): Promise<void> {
    if (safe >= written) return Promise.resolve()
    if (failure !== undefined) return Promise.reject(failure.cause)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push({ version: written, resolve, reject })
    return promise
  }

  return { wrote, durable }
}

type Ports = {
  /** Makes safe what was written before it is called. */
  readonly sync: () => Promise<void>
  /** Hears up to which version everything is safe. */
  readonly synced: (version: number) => void
}

type Waiter = {
  readonly version: number
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
}
