import type { RoutingMetrics } from '../../telemetry/routing.ts'
import type { Course } from '../forwarding/course.ts'
import type { Received, Settled } from '../forwarding/predicting.ts'
import type { Copy } from '../instance/instance.ts'
import type { Obeyed } from '../plan/present.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { asChallenger } from './as-challenger.ts'
import { type Copied, copiedOf } from './copied.ts'
import { type Made, sendCopy } from './copying.ts'
import { createLine, type Limits, type Line } from './line.ts'
import { copiedTo } from './sampling.ts'

export type ShadowPorts = {
  readonly limits: Limits
  readonly present: () => Pick<Obeyed, 'plan' | 'variants'> | undefined
  /** One of the present plan. */
  readonly upstream: (name: string) => Upstream
  /** Once for every copy that there was to be, whatever became of it. */
  readonly counted: (copy: Copy) => void
  readonly metrics: Pick<RoutingMetrics, 'copied'>
  readonly now: () => number
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/**
 * Copies requests to challengers, and counts what they make of them. Nobody waits for it: whatever a challenger does, the
 * champion's answer is on its way before. Each challenger has places of its own and its part of the memory, so that one
 * that hangs takes nobody else's; what finds no room is dropped, and counted.
 */
export function createShadow(ports: ShadowPorts) {
  const { limits, present, upstream, counted, metrics, now, broke } = ports
  const lines = new Map<string, Line<Errand>>()
  const idle = Promise.withResolvers<void>()
  let [isLeaving, isAwake] = [false, false]

  /** Of a prediction that is settled. Never throws: the answer to it is on its way. */
  function take(received: Received, course: Course, settled: Settled): void {
    safely(() => {
      const variants = copiedTo(course)
      if (variants.length === 0) return
      const copied = copiedOf(received, course, settled)
      for (const variant of variants) enter({ variant, copied, bytes: copied.bytes }, variants)
    })
  }

  function enter(errand: Errand, { length: challengers }: readonly string[]): void {
    const line = lineOf(errand.variant)
    const room = Math.min(limits.bytes / challengers, limits.bytes - bytes() + line.bytes())
    if (isLeaving || !line.enter(errand, room)) count(errand, undefined)
    else wake()
  }

  function lineOf(variant: string): Line<Errand> {
    const line = lines.get(variant) ?? createLine(limits)
    lines.set(variant, line)
    return line
  }

  /** Whatever else there is to do comes first. */
  function wake(): void {
    if (isAwake) return
    isAwake = true
    setImmediate(() => {
      isAwake = false
      for (const line of lines.values()) serve(line)
    })
  }

  /** A few at a time: between them live requests have their turn. */
  function serve(line: Line<Errand>): void {
    for (let sent = 0; sent < atOnce; sent++) {
      const errand = line.next()
      if (errand === undefined) return
      send(errand, line)
    }
    wake()
  }

  function send(errand: Errand, line: Line<Errand>): void {
    const { variant, copied } = errand
    const end = (made: () => Made) => over(errand, line, made)
    const isStill = () => isChallenger(variant)
    const isSent = safely(() => {
      if (!isWanted(errand)) return false
      sendCopy(copied, asChallenger(upstream(variant), isStill), { now, end })
      return true
    })
    if (isSent !== true) over(errand, line)
  }

  /** Whether it would still be counted, by a plan that came meanwhile. */
  const isWanted = ({ variant, copied }: Errand) =>
    present()?.plan.round === copied.exposure.round && isChallenger(variant)

  function isChallenger(variant: string): boolean {
    const { plan, variants } = present() ?? {}
    return variants?.has(variant) === true && plan?.champion !== variant
  }

  function over(errand: Errand, line: Line<Errand>, made?: () => Made): void {
    if (!line.leave(errand)) return
    count(errand, safely(made))
    if (line.waiting() > 0) wake()
    else if (line.underWay().size === 0) lines.delete(errand.variant)
    if (isLeaving && underWay() === 0) idle.resolve()
  }

  function count({ variant, copied }: Errand, made: Made | undefined): void {
    const { exposure, sequence, champion } = copied
    const pair = { champion, challenger: made?.challenger }
    metrics.copied(variant, made?.code ?? 'Dropped')
    safely(() => counted({ exposure, variant, pair, sequence }))
  }

  function safely<T>(act: (() => T) | undefined): T | undefined {
    try {
      return act?.()
    } catch (cause) {
      broke(cause)
      return undefined
    }
  }

  /** From now on nothing is copied: what waits and what would come is dropped. */
  function leave(): void {
    isLeaving = true
    for (const line of lines.values()) for (const errand of line.clear()) count(errand, undefined)
    if (underWay() === 0) idle.resolve()
  }

  /** What is under way comes to nothing, whatever it will answer. */
  function cut(): void {
    for (const line of lines.values()) for (const errand of [...line.underWay()]) over(errand, line)
  }

  const bytes = () => sum(lines, (line) => line.bytes())
  const underWay = () => sum(lines, (line) => line.underWay().size)

  return {
    ...{ take, leave, cut, bytes },
    /** Resolves when nothing is under way any more, after `leave`. */
    ended: () => idle.promise,
  }
}

const atOnce = 16

/** A copy on its way to a challenger. */
type Errand = { readonly variant: string; readonly copied: Copied; readonly bytes: number }

const sum = (lines: ReadonlyMap<string, Line<Errand>>, of: (line: Line<Errand>) => number) =>
  [...lines.values()].reduce((total, line) => total + of(line), 0)
