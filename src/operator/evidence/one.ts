import { saidBy } from '../../errors.ts'
import type { Told } from '../../evidence/told.ts'
import type { Case } from '../../plan/looking/case.ts'
import type { Key } from '../../routing/keys.ts'
import type { Log } from '../../telemetry/log.ts'
import { createBook, type Following, type Memories } from './book.ts'
import { createCheckPoints } from './check-points.ts'
import { createKeeping } from './keeping.ts'
import { createPulling, type PullingPorts } from './pulling.ts'
import { wakeMs } from './settings.ts'
import type { Shelf } from './shelf.ts'
import { createTroubles } from './troubles.ts'
import { createWaking } from './waking.ts'

export type OnePorts = PullingPorts & {
  readonly log: Log
  /** There is something new to judge. */
  readonly wake: () => void
}

/** The evidence of one experiment, as long as somebody leads. */
export function createOne(ports: OnePorts, shelf: Shelf, over: AbortSignal) {
  const { clock, log, pullMs } = ports
  const book = createBook(pullMs, () => ({ ms: clock.now(), wallMs: clock.wall() }))
  const keeping = createKeeping(shelf)
  const points = createCheckPoints({ book, keeping, clock, log, over })
  const troubles = createTroubles(log)
  const hasNews = createWaking(ports.wake, clock, wakeMs, over)
  let signing: Key | undefined
  let wasAway = true
  const pulled = {
    ...{ told, failed, key: () => signing, kept: book.kept },
    addressOf: (pod: string) => book.routers().find((each) => each.pod === pod)?.address,
  }
  const pulling = createPulling(ports, pulled, over)

  function told(pod: string, answer: Told): void {
    troubles.readAt(pod)
    const { isNews, tooLate } = book.take(pod, answer)
    for (const name of tooLate)
      log.warn({ pod, ...name }, 'a router has counted more after it was taken for gone')
    if (isNews) points.hasNews()
    if (hasTurned() || isNews) void hasNews()
    points.writeIfDue()
  }

  function failed(pod: string, cause: unknown): void {
    troubles.failedAt(pod, cause)
    book.fail(pod, saidBy(cause))
    if (hasTurned()) void hasNews()
    points.writeIfDue()
  }

  /** Evidence is away now, or back. */
  function hasTurned(): boolean {
    const isAway = book.away() !== undefined
    const turned = isAway !== wasAway
    wasAway = isAway
    return turned
  }

  function follow(following: Following, key: Key | undefined): void {
    const pods = following.routers.map(({ pod }) => pod)
    signing = key
    if (book.follow(following)) points.routerHasEnded()
    troubles.among(pods)
    pulling.follow(pods)
    points.writeIfDue()
  }

  function remember(memories: Memories): void {
    if (book.remember(memories)) points.hasNews()
  }

  return {
    ...{ follow, remember, seen: book.seen, instances: book.instances },
    begin: async () => book.open(await keeping.read()),
    beginAnew: keeping.look,
    keep: (decided: { readonly case: Case; readonly memories: Memories }) => {
      book.remember(decided.memories)
      return points.write(book.pointOf(decided.case))
    },
  }
}
