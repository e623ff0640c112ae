import type { AnswerHead } from '../upstreams/http1/head.ts'
import { codeOf, passStream, passWhole, tellFailure } from './answering.ts'
import type { ExchangeEnd, Given } from './exchange.ts'
import { guarded } from './guarding.ts'
import type { Reply } from './reply.ts'
import { together } from './together.ts'

export type Giving = {
  readonly own: ExchangeEnd['own']
  /** The headers that we add; the body is absent where it is too long to keep. */
  readonly oursFor: (head: AnswerHead, body: Buffer | undefined, given: Given) => string[]
  /** An answer is on its way, or nobody waits for it; `Ok` and the like, or the name of the failure. */
  readonly tell: (given: Given, code: string) => void
  /** All is over, whether or not somebody still waits for it. */
  readonly done: () => void
  /** A bug of ours, which is answered as such. */
  readonly broke: (cause: unknown, response: Reply) => void
}

/** Passes on to the caller what comes of an exchange. */
export function giving(response: Reply, { own, oursFor, tell, done, broke }: Giving): ExchangeEnd {
  const end: ExchangeEnd = {
    own,
    whole(head, body, given) {
      passWhole(response, head, body, oursFor(head, body, given))
      tell(given, codeOf(head.status))
    },
    streams(head, first, flow, given) {
      const sink = passStream(response, head, oursFor(head, undefined, given), first, flow)
      return {
        more: sink.more,
        end() {
          sink.end()
          tell(given, codeOf(head.status))
        },
        broken(why) {
          sink.broken(why)
          tell(given, 'VariantBroken')
        },
      }
    },
    failed: (why, given) => tell(given, tellFailure(response, why, given.by.name)),
  }
  const safe = guarded(end, (cause) => broke(cause, response))
  return {
    own: safe.own,
    whole: (...of) =>
      together(() => {
        safe.whole(...of)
        done()
      }),
    streams(...of) {
      const sink = safe.streams(...of)
      return { more: sink.more, end: before(done, sink.end), broken: before(done, sink.broken) }
    },
    failed: before(done, safe.failed),
  }
}

/** What is done, and that it is. */
const before =
  <Of extends readonly unknown[]>(done: () => void, act: (...of: Of) => void) =>
  (...of: Of): void => {
    act(...of)
    done()
  }
