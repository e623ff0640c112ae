import { ContenderError } from '../../errors.ts'
import type { CheckPoint } from '../../evidence/checkpoint/check-point.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Log } from '../../telemetry/log.ts'
import { failed } from '../failed.ts'
import type { EvidenceBook } from './book.ts'
import type { createKeeping } from './keeping.ts'
import { afterEndMs, checkPointMs, mostPieceBytes, retryMs } from './settings.ts'

type Ports = {
  readonly book: EvidenceBook
  readonly keeping: ReturnType<typeof createKeeping>
  readonly clock: Clock
  readonly log: Log
  readonly over: AbortSignal
}

/** When check-points of one experiment are written: where a decision needs one, and now and then. One after the other. */
export function createCheckPoints({ book, keeping, clock, log, over }: Ports) {
  let writing: Promise<unknown> = Promise.resolve()
  let [isNews, hasEnded, isUnderWay] = [false, false, false]
  let [writtenAtMs, failedAtMs] = [clock.now(), Number.NEGATIVE_INFINITY]

  /** Resolves with its digest once it lies there; where it rejects, the one before does. */
  function write(point: CheckPoint): Promise<string> {
    const next = writing.then(() => writeNow(point))
    writing = next.catch(() => {})
    return next
  }

  async function writeNow(point: CheckPoint): Promise<string> {
    if (over.aborted) throw new ContenderError('LeadLost', 'cannot keep evidence any more')
    const before = [isNews, hasEnded] as const
    // That of a decision may lack what was told since.
    if (book.isPresent(point)) [isNews, hasEnded] = [false, false]
    try {
      const { digest, longestBytes } = await keeping.write(point)
      book.isKept(point)
      writtenAtMs = clock.now()
      if (longestBytes > worthFoldingBytes) book.fold()
      return digest
    } catch (cause) {
      ;[isNews, hasEnded] = [isNews || before[0], hasEnded || before[1]]
      failedAtMs = clock.now()
      throw cause
    }
  }

  /** To be asked often. */
  function writeIfDue(): void {
    if (isUnderWay || !isDue(clock.now())) return
    isUnderWay = true
    write(book.pointOf())
      .catch((cause) => over.aborted || log.warn(failed(cause), 'cannot keep evidence'))
      .finally(() => {
        isUnderWay = false
      })
  }

  function isDue(nowMs: number): boolean {
    if (!(isNews || hasEnded) || nowMs - failedAtMs < retryMs) return false
    return nowMs - writtenAtMs >= (hasEnded ? afterEndMs : checkPointMs)
  }

  return {
    ...{ write, writeIfDue },
    hasNews: () => {
      isNews = true
    },
    /** What it has told last, nobody else may have. */
    routerHasEnded: () => {
      hasEnded = true
    },
  }
}

/** Before a part has no room in one object, not after. */
const worthFoldingBytes = 0.75 * mostPieceBytes
