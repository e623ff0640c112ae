import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import { createPushing } from '../../../../src/operator/pushing/pushing.ts'
import type { RouterPlace } from '../../../../src/operator/pushing/router.ts'
import { createTurns } from '../../../../src/operator/pushing/turns.ts'
import type { Answered } from '../../../../src/operator/pushing/wire.ts'
import { untilAborted } from '../../../../src/reconciler/aborted.ts'
import { planOf } from '../../../../src/router/plan/reading.ts'
import { keyOf } from '../../../../src/routing/keys.ts'
import { createLog } from '../../../../src/telemetry/log.ts'
import { chance } from '../../../chance.ts'
import { createHands } from '../../../hands.ts'

/** How a router takes a plan: at once, after a while, or never. */
export type Behaviour = (revision: number, signal: AbortSignal) => Promise<Answered>

export const takes: Behaviour = async () => ({ missingKeys: [] })
export const hangs: Behaviour = async (_, signal) => {
  await untilAborted(signal)
  throw signal.reason
}
export const refuses =
  (code: Extract<Answered, { code: unknown }>['code'], detail = 'no'): Behaviour =>
  async () => ({ code, detail })
export const lacks =
  (...missingKeys: readonly string[]): Behaviour =>
  async () => ({ missingKeys })

const key = keyOf('k1', Buffer.alloc(32, 7))

export const planAt = (planRevision: number, edits: Partial<RoutingPlan> = {}): RoutingPlan => ({
  ...planOf({
    ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'RoutingPlan', task: 'Generic' },
    ...{ experiment: { namespace: 'city', name: 'bikes', uid: 'u-1' }, planRevision },
    ...{ round: 1, epoch: 1, salt: 'u-1/1', champion: 'old@00000001' },
    slices: { start: '2026-01-01T00:00:00Z', length: '1h' },
    variants: [{ name: 'old@00000001' }],
    segments: [{ segment: 0, shares: [] }],
    keys: { sign: 'k1', accept: ['k1'] },
  }),
  ...edits,
})

export const router = (name: string, edits: Partial<RouterPlace> = {}): RouterPlace => ({
  ...{ uid: name, restarts: 0, address: name },
  ...edits,
})

type Wish = {
  readonly routers: readonly RouterPlace[]
  readonly urgent?: boolean
  readonly edits?: Partial<RoutingPlan>
}

/** Pushing by a clock that a test turns, to routers that behave as a test says. */
export function given({ seed = 1, clock = createHands() } = {}) {
  const behaviours = new Map<string, Behaviour>()
  const tries: { atMs: number; address: string; revision: number }[] = []
  const lines: { level: string; msg: string; code?: string }[] = []
  const [woken, tookMs] = [[] as string[], [] as number[]]
  const flight = { now: 0, most: 0 }

  async function send(address: string, { body }: { body: Uint8Array }, signal: AbortSignal) {
    const revision: number = JSON.parse(Buffer.from(body).toString()).planRevision
    tries.push({ atMs: clock.now(), address, revision })
    flight.most = Math.max(flight.most, ++flight.now)
    const behaviour = behaviours.get(address) ?? takes
    return behaviour(revision, signal).finally(() => flight.now--)
  }

  const pushing = createPushing({
    ...{ clock, send, turns: createTurns(), chance: chance(seed) },
    changed: (experiment) => woken.push(experiment),
    reached: (ms) => tookMs.push(ms),
    log: createLog({ write: (line: string) => void lines.push(JSON.parse(line)) }),
  })

  const push = (experiment: string, revision: number, { routers, urgent, edits }: Wish) =>
    pushing.push(experiment, {
      ...{ plan: planAt(revision, edits), key, routers },
      ...{ isUrgent: urgent === true, committedMs: clock.now() },
    })

  return { ...pushing, push, clock, behaviours, tries, lines, woken, tookMs, flight }
}
