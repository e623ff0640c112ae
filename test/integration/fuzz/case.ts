import type { Sending } from './connection.ts'
import type { Random } from './dice.ts'
import type { Answer } from './reading.ts'
import { bytesOf, type Request } from './request.ts'

/** A request or several, made from a sound one; `what` was done to it is told where it finds something. */
export type Case = Sending & {
  readonly what: string
  /** What is wrong with an answer beside what is wrong with any, by its place. */
  readonly wrongWith?: (answer: Answer, nth: number) => string | undefined
}

/** A request that is answered, and with what. */
export type Sound = {
  readonly request: Request
  /** What is wrong with an answer to it, in words. */
  readonly wrongWith: (answer: Answer) => string | undefined
}

export type Fuzzer<S extends Pick<Sound, 'request'> = Sound> = (random: Random, sound: S) => Case

/** A whole request, which must be answered. */
export const whole = (what: string, request: Request): Case => ({
  ...{ what, pieces: [bytesOf(request)], leaves: 1, isHead: request.method === 'HEAD' },
})

/** One that says it is longer than it is, or that a server need not answer: whatever comes is looked at. */
export const doubtful = (what: string, request: Request): Case => ({
  ...whole(what, request),
  leaves: 'Bored',
})
