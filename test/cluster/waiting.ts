import { setTimeout as sleep } from 'node:timers/promises'

type Bounds = {
  /** What is waited for, to complete «waited 10 s in vain for …». */
  readonly what: string
  readonly limitMs: number
  readonly everyMs?: number
  readonly signal?: AbortSignal
}

/** Asks again and again until the answer is yes; a wait is bounded, and says what it waited for. */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  { what, limitMs, everyMs = 25, signal }: Bounds,
): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain for ${what}`)
    await sleep(everyMs, undefined, signal === undefined ? {} : { signal })
  }
}
