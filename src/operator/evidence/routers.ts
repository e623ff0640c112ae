import type { TallyName } from '../../evidence/tally.ts'
import type { Told } from '../../evidence/told.ts'
import { intervalsAway } from './settings.ts'

/** A router's pod, as long as it exists. */
export type RouterPod = {
  /** Its uid. */
  readonly pod: string
  /** Of its admin port, `host:port`. */
  readonly address: string
  /** One that ends is read as long as that can be; evidence isn't away for its sake. */
  readonly is: 'Starting' | 'Ready' | 'Ending'
}

/** A moment: to measure from, and to tell people. */
export type Moment = { readonly ms: number; readonly wallMs: number }

/** A router with what is known of it. */
export type Watched = RouterPod & {
  /** When it was read last; before that, since when it should be. */
  readonly last: Moment
  /** For how long it need not be read. */
  readonly graceMs: number
  readonly trouble?: string
  /** Who it has said it is, and the number of its own tally then. */
  readonly read?: { readonly instance: string; readonly number: number }
  /** Tallies that nothing is added to any more, as it has told or named them last. */
  readonly frozen: readonly TallyName[]
}

/**
 * Those that exist now. One that is new has as long to be read as any other; but of those that are there when a leader begins
 * nothing is known until they are.
 */
export function watching(
  known: readonly Watched[] | undefined,
  pods: readonly RouterPod[],
  { now, pullMs }: { readonly now: Moment; readonly pullMs: number },
): readonly Watched[] {
  const graceMs = known === undefined ? 0 : intervalsAway * pullMs
  return pods.map((pod) => {
    const before = known?.find((each) => each.pod === pod.pod)
    if (before === undefined) return { ...pod, last: now, graceMs, frozen: [] }
    const isReadyNow = pod.is === 'Ready' && before.is === 'Starting' && before.read === undefined
    return { ...before, ...pod, ...(isReadyNow && { last: now }) }
  })
}

export function asRead(router: Watched, told: Told, last: Moment, pullMs: number): Watched {
  const { trouble, ...rest } = router
  const { instance, tallies, kept } = told
  const [own, ...frozen] = tallies
  return {
    ...rest,
    ...{ last, graceMs: intervalsAway * pullMs, frozen: [...frozen, ...kept] },
    read: { instance, number: own?.number ?? 0 },
  }
}

export type Away = { readonly sinceMs: number; readonly why: string }

/** Since when not every router that is ready was read lately; nothing, where all were. */
export function awayOf(routers: readonly Watched[], nowMs: number): Away | undefined {
  const unread = routers
    .filter(({ is, last, graceMs, read }) => {
      const lasted = nowMs - last.ms
      return is === 'Ready' && (read === undefined ? lasted >= graceMs : lasted > graceMs)
    })
    .sort((a, b) => a.last.ms - b.last.ms)
  const [longest] = unread
  if (longest === undefined) return undefined
  const { address, last, read, trouble = 'it has not answered yet' } = longest
  const at = new Date(last.wallMs).toISOString()
  const since = read === undefined ? `was not read yet, since ${at}` : `was read last at ${at}`
  const others = unread.length > 1 ? `; and ${unread.length - 1} more` : ''
  return { sinceMs: last.wallMs, why: `the router at ${address} ${since}: ${trouble}${others}` }
}
