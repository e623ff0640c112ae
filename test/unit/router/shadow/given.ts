import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import type { Course } from '../../../../src/router/forwarding/course.ts'
import type { Incoming, Settled } from '../../../../src/router/forwarding/predicting.ts'
import { type Routed, routed } from '../../../../src/router/plan/routed.ts'
import {
  type Breaker,
  challengerRules,
  createBreaker,
} from '../../../../src/router/upstreams/breaker.ts'
import type { Endpoint } from '../../../../src/router/upstreams/endpoint.ts'
import type { Listener } from '../../../../src/router/upstreams/http1/connection.ts'
import type { Sending } from '../../../../src/router/upstreams/http1/request.ts'
import type { Upstream } from '../../../../src/router/upstreams/upstream.ts'
import { aPlan, challengers, champion, sharedOut } from '../../routing/plans.ts'

export const [c0 = '', c1 = ''] = challengers(2)

/** Two challengers, and all that the champion answers is copied to both. */
export const shadowed = (edits: Partial<RoutingPlan> = {}): Routed =>
  routed(
    aPlan({
      variants: [champion, c0, c1].map((name) => ({ name, endpoints: [] })),
      segments: sharedOut([]),
      shadow: { percent: 100, variants: [c0, c1] },
      metrics: [{ name: 'accuracy', kind: 'Accuracy' }],
      ...edits,
    }),
  )

export const aCourse = (plan: Routed, edits: Partial<Course> = {}): Course => ({
  ...{ routed: plan, assigned: champion, propensity: 1, isOverride: false },
  ...{ exposedAtMs: Date.UTC(2026, 1, 1), slice: 12 },
  placed: { place: 0.25, bucket: 7, sample: 0.5, isUnitless: false },
  ...edits,
})

export const anIncoming = (body = '{}', headers: Readonly<Record<string, string>> = {}): Incoming =>
  ({
    message: { method: 'POST', url: '/x', headers, rawHeaders: Object.entries(headers).flat() },
    ...{ response: {}, body: Buffer.from(body) },
  }) as unknown as Incoming

export const sound: Settled = {
  own: { failure: undefined, tookMs: 5, how: 'Normal' },
  code: 'Ok',
  receipt: { text: '', sequence: 41, values: { label: 'a' } },
}

type Answer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** It does not come to its end. */
  readonly breaks?: boolean
  /** Its end is still to come. */
  readonly holds?: boolean
}

/** A challenger that answers when a test says so. */
export function aChallenger(name: string, breaker: Breaker = createBreaker(() => challengerRules)) {
  const asked: Sending[] = []
  const waiting: Listener[] = []
  const endpoint = {
    ...{ address: name, outstanding: () => waiting.length, began: () => {}, ended: () => false },
    connections: {
      send(sending: Sending, _: number, listener: Listener) {
        asked.push(sending)
        waiting.push(listener)
        return { abort: () => {}, pause: () => {} }
      },
    },
  } as unknown as Endpoint
  const upstream: Upstream = {
    ...{ name, breaker, endpoint: () => endpoint, ejected: () => {}, move: () => {} },
    ...{ close: () => {}, endpoints: () => [endpoint] },
  }

  /** To whatever waits longest. */
  function answer(given: Answer = {}): void {
    const { status = 200, headers = {}, body = '', breaks = false, holds = false } = given
    const listener = waiting.shift()
    listener?.head({ status, statusText: '', headers: Object.entries(headers).flat() })
    if (body !== '') listener?.piece(Buffer.from(body))
    if (holds) return
    if (breaks) listener?.failed('Broken')
    else listener?.end()
  }

  return { upstream, asked, answer, waiting: () => waiting.length }
}

/** Until what was put off is done. */
export async function turns(count = 1): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}
