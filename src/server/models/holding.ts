import { ContenderError } from '../../errors.ts'
import type { Model } from '../../onnx/model.ts'

export type Holding = {
  readonly run: Model['run']
  /** Keeps the model in memory until the answer is called. */
  readonly take: () => () => void
  /** No more leases are to be had from now on: once nobody has one and nothing runs, its memory is given back. */
  readonly retire: () => void
  /** Rejects where the memory could not be given back. */
  readonly released: Promise<void>
}

/**
 * A model in memory, and how many still need it. Guaranteed: it is released once, and nothing runs then or later.
 * A run counts by itself, since who asked for it may have left before it ends.
 */
export function createHolding({ run, release }: Model): Holding {
  const { promise: released, resolve, reject } = Promise.withResolvers<void>()
  released.catch(() => {}) // whoever wants to know looks at `released`
  let needed = 0
  let isRetired = false
  let isReleased = false

  function take(): () => void {
    if (isReleased) throw new ContenderError('ModelNotReady', 'it was taken out of service')
    needed++
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      needed--
      releaseIfUnneeded()
    }
  }

  function releaseIfUnneeded(): void {
    if (!isRetired || isReleased || needed > 0) return
    isReleased = true
    release().then(resolve, reject)
  }

  return {
    take,
    released,
    async run(inputs, outputs) {
      const done = take()
      try {
        return await run(inputs, outputs)
      } finally {
        done()
      }
    },
    retire() {
      isRetired = true
      releaseIfUnneeded()
    },
  }
}
