import type { Sending } from './connection.ts'
import type { Random } from './dice.ts'
import type { Answer } from './reading.ts'
import { bytesOf, type Request } from './request.ts'
import type { Sound } from './sound.ts'

/** A request or several, made from a sound one; `what` was done to it is told where it finds something. */
export type Case = Sending & {
  readonly what: string
  /** What is wrong with an answer beside what is wrong with any, by its place. */
  readonly wrongWith?: (answer: Answer, nth: number) => string | undefined
}

export type Fuzzer = (random: Random, sound: Sound) => Case

/** A whole request, which must be answered. */
export const whole = (what: string, request: Request): Case => ({
  ...{ what, pieces: [bytesOf(request)], leaves: 1, isHead: request.method === 'HEAD' },
})

/** One that says it is longer than it is, or that a server need not answer: whatever comes is looked at. */
export const doubtful = (what: string, request: Request): Case => ({
  ...whole(what, request),
  leaves: 'Bored',
})
