import type { Ended } from '../life/life.ts'
import type { Exit } from '../processes/spawner.ts'

export type EndSeen = {
  readonly exit: Exit
  readonly endedMs: number
  /** What the container left in its file for last words. */
  readonly lastWords: string
  /** What it said last. */
  readonly tail: string
  /** Whether what it said stands in for last words, where it ended badly without any. */
  readonly fallsBack: boolean
}

/** How a run ended, in the words of its status. */
export function endOf({ exit, endedMs, lastWords, tail, fallsBack }: EndSeen) {
  const message = lastWords === '' && fallsBack && exit.exitCode !== 0 ? shown(tail) : lastWords
  return {
    ...exit,
    endedMs,
    reason: reasonOf(exit, tail),
    ...(message !== '' && { message }),
  } satisfies Omit<Ended, 'number' | 'id' | 'beganMs'>
}

/** Node says so, and aborts, when its heap is full. Who was killed by the system itself is not known. */
function reasonOf({ exitCode, signal }: Exit, tail: string): string {
  if (exitCode === 0) return 'Completed'
  const isHeapFull = signal === abort && tail.includes('heap out of memory')
  return isHeapFull ? 'OOMKilled' : 'Error'
}

const abort = 6

const shown = (tail: string): string =>
  Buffer.from(tail.split('\n').slice(-81).join('\n')).subarray(-2048).toString()
