import type { CheckPoint } from '../../evidence/checkpoint/check-point.ts'
import { type Departed, heirless, strayIn } from '../../evidence/checkpoint/departed.ts'
import { withFolded } from '../../evidence/checkpoint/folding.ts'
import { type Gathered, namesIn, nothing } from '../../evidence/checkpoint/gathered.ts'
import { withGone, withTold } from '../../evidence/checkpoint/gathering.ts'
import { inRound } from '../../evidence/checkpoint/rounds.ts'
import type { TallyName } from '../../evidence/tally.ts'
import type { Told } from '../../evidence/told.ts'
import type { EvidenceSeen } from '../../plan/observation.ts'
import { foldable, seenIn } from './facts.ts'
import { asRead, awayOf, type Moment, type RouterPod, type Watched, watching } from './routers.ts'

/** Which round is judged, and who counts. */
export type Following = {
  readonly round: number
  /** When it began, by the wall clock: what was lost before does not matter to it. */
  readonly sinceMs: number
  readonly routers: readonly RouterPod[]
}

export type Memories = EvidenceSeen['memories']

/** Who counts, and who has, and left nobody in his place. */
export type Instances = { readonly present: readonly string[]; readonly lost: readonly Departed[] }

/** What a leader knows of the evidence of one experiment, as its routers tell it. */
export function createBook(pullMs: number, now: () => Moment) {
  let gathered = nothing
  let memories: Memories | undefined
  let verdict: unknown = null
  let following: Following | undefined
  let routers: readonly Watched[] | undefined
  let kept: readonly TallyName[] = []
  let said: Gathered = gathered
  let pointAtMs: number | undefined

  /** Goes on from what an earlier leader has kept. */
  function open(point: CheckPoint | undefined): void {
    if (point === undefined) return
    gathered = point.gathered
    memories = (point.memories as Memories | null) ?? undefined // as `pointOf` wrote it
    verdict = point.case
    kept = namesIn(gathered)
    pointAtMs = point.atMs
  }

  /** Returns whether a router has ended. */
  function follow(next: Following): boolean {
    const ended = (routers ?? []).filter(
      ({ pod }) => !next.routers.some((each) => each.pod === pod),
    )
    gathered = ended.reduce(withEnded, inRound(gathered, next.round))
    routers = watching(routers, next.routers, { now: now(), pullMs })
    following = next
    return ended.length > 0
  }

  function withEnded(known: Gathered, { is, last, read }: Watched): Gathered {
    if (is === 'Starting' && read === undefined) return known
    const { ms, wallMs } = now()
    return withGone(known, { number: 0, ...read, ms: ms - last.ms, atMs: wallMs })
  }

  /** Returns what is new, and what came too late to be added. */
  function take(pod: string, told: Told) {
    const { gathered: next, ...learnt } = withTold(gathered, told, following?.round ?? 0)
    gathered = next
    routers = routers?.map((each) => (each.pod === pod ? asRead(each, told, now(), pullMs) : each))
    if (pointAtMs !== undefined && routers?.every(({ read }) => read !== undefined)) findStray()
    return learnt
  }

  /** Once, when all that are there now are known: who has gone while nobody led. */
  function findStray(): void {
    const { wallMs } = now()
    const lost = { ms: Math.max(0, wallMs - (pointAtMs ?? wallMs)), atMs: wallMs }
    const stray = strayIn(gathered, following?.round ?? 0, present())
    gathered = stray.reduce((known, each) => withGone(known, { ...each, ...lost }), gathered)
    pointAtMs = undefined
  }

  function fail(pod: string, trouble: string): void {
    routers = routers?.map((each) => (each.pod === pod ? { ...each, trouble } : each))
  }

  const present = () => (routers ?? []).flatMap(({ read }) => read?.instance ?? [])

  /** What decisions depend on. `pointOf` writes this very evidence, whatever was told since. */
  function seen(): EvidenceSeen {
    said = gathered
    const at = { following, routers: routers ?? [], nowMs: now().ms }
    return seenIn(gathered, { ...at, memories, away: away() })
  }

  const away = () => (routers === undefined ? notBegun : awayOf(routers, now().ms))
  const notBegun = { sinceMs: now().wallMs, why: 'nobody has looked for routers yet' }

  /** As it was last seen, with the case of a decision; as it is now, without. */
  function pointOf(decided?: unknown): CheckPoint {
    if (decided !== undefined) verdict = decided
    const whole = decided === undefined ? gathered : said
    return { atMs: now().wallMs, gathered: whole, memories: memories ?? null, case: verdict }
  }

  /** Whether it has all that was told. */
  const isPresent = (point: CheckPoint): boolean => point.gathered === gathered

  /** It lies where it outlives this process. */
  function isKept(point: CheckPoint): void {
    kept = namesIn(point.gathered)
  }

  /** Makes room: what nobody adds to any more is put together. */
  function fold(): void {
    const names = foldable(gathered, { kept, routers: routers ?? [], round: following?.round ?? 0 })
    gathered = withFolded(gathered, names)
  }

  return {
    ...{ open, follow, take, fail, seen, away, pointOf, isPresent, isKept, fold },
    /** Returns whether it is another one. */
    remember: (latched: Memories): boolean => {
      const isNew = JSON.stringify(latched) !== JSON.stringify(memories)
      memories = latched
      return isNew
    },
    kept: () => kept,
    routers: () => routers ?? [],
    instances: (): Instances => ({ present: present(), lost: heirless(gathered) }),
  }
}

export type EvidenceBook = ReturnType<typeof createBook>
