import type { Pod } from '../pod/pod.ts'
import {
  allContainers,
  type Container,
  graceMsOf,
  type Probe,
  restartPolicyOf,
} from '../pod/spec.ts'
import type { Phase } from '../pod/status.ts'
import type { Settings } from '../settings.ts'
import { containerIn, type Life, type ProbeKind, type Run } from './life.ts'
import { dueAt, hasSucceeded, mayBegin, mayInitBegin } from './restarts.ts'

/** A Pod as it is wanted, what is known of its life, and what time it is. */
export type Situation = {
  readonly pod: Pod
  /** Why it is not begun. */
  readonly refusals: readonly string[]
  readonly life: Life
  readonly now: number
  readonly settings: Settings
}

export type Step =
  | { readonly kind: 'begin'; readonly container: Container }
  | {
      readonly kind: 'end'
      readonly container: Container
      readonly graceMs: number
      /** Completes «container web …»: `is stopped`. */
      readonly because: string
    }

/** What is to be done now to bring a Pod to what it should be. */
export function nextSteps(situation: Situation): readonly Step[] {
  const { pod, refusals } = situation
  if (pod.leaving !== undefined) return endings(situation, pod.leaving.graceMs)
  if (isEnding(situation)) return endings(situation, graceMsOf(pod.spec))
  if (refusals.length > 0) return []
  return [...interventions(situation), ...beginnings(situation)]
}

/** When there may be something to do though nothing happens; never, where that is infinitely far. */
export function lookAgainAt(situation: Situation): number {
  const { life, now, settings } = situation
  const due = candidates(situation).map((container) =>
    dueAt(containerIn(life, container.name), settings),
  )
  const ahead = [...due, deadlineOf(situation)].filter((at) => at > now)
  return Math.min(Number.POSITIVE_INFINITY, ...ahead)
}

/** Whether a Pod has had all the time that it asked for. */
export const isTooLate = (situation: Situation): boolean => situation.now >= deadlineOf(situation)

function deadlineOf({ pod, life }: Situation): number {
  const { activeDeadlineSeconds: seconds = Number.POSITIVE_INFINITY } = pod.spec
  return life.began + seconds * 1000
}

/** Whether nothing of it is to run any more. */
export function isEnding(situation: Situation): boolean {
  const { pod } = situation
  return pod.leaving !== undefined || isFinal(pod.status.phase) || isTooLate(situation)
}

export const isFinal = (phase: Phase | undefined): boolean =>
  phase === 'Failed' || phase === 'Succeeded'

function endings({ pod, life, now }: Situation, graceMs: number): readonly Step[] {
  return allContainers(pod.spec).flatMap((container) => {
    const { run } = containerIn(life, container.name)
    const isInTime = run?.endsBy !== undefined && run.endsBy <= now + graceMs
    if (run === undefined || isInTime) return []
    return [{ kind: 'end', container, graceMs, because: 'is stopped' } as const]
  })
}

/** Those that may begin, now or when their back-off is over: init containers one after the other. */
function candidates({ pod, life }: Situation): readonly Container[] {
  const policy = restartPolicyOf(pod.spec)
  const { initContainers = [], containers } = pod.spec
  const first = initContainers.find(({ name }) => !hasSucceeded(containerIn(life, name)))
  if (first === undefined) {
    return containers.filter(({ name }) => mayBegin(policy, containerIn(life, name)))
  }
  return mayInitBegin(policy, containerIn(life, first.name)) ? [first] : []
}

function beginnings(situation: Situation): readonly Step[] {
  const { life, now, settings } = situation
  return candidates(situation)
    .filter(({ name }) => dueAt(containerIn(life, name), settings) <= now)
    .map((container) => ({ kind: 'begin', container }))
}

/** Runs that are ill are ended; what follows is for the restart policy to say. */
function interventions({ pod, life }: Situation): readonly Step[] {
  return pod.spec.containers.flatMap((container) => {
    const { run } = containerIn(life, container.name)
    const found = run && run.endsBy === undefined ? complaint(container, run) : undefined
    if (found === undefined) return []
    const { seconds, because } = found
    const graceMs = seconds === undefined ? graceMsOf(pod.spec) : seconds * 1000
    return [{ kind: 'end', container, graceMs, because } as const]
  })
}

type Complaint = { readonly because: string; readonly seconds?: number | undefined }

function complaint(container: Container, { hook, tallies }: Run): Complaint | undefined {
  if (hook === 'failed') return { because: 'is stopped: its postStart hook has failed' }
  const ill = (['startup', 'liveness'] as const).find((kind) => tallies[kind]?.verdict === 'ill')
  if (ill === undefined) return undefined
  const seconds = probesOf(container)[ill]?.terminationGracePeriodSeconds
  return { because: `has failed its ${ill} probe`, seconds }
}

export function probesOf(container: Container): {
  readonly [kind in ProbeKind]: Probe | undefined
} {
  const { startupProbe, livenessProbe, readinessProbe } = container
  return { startup: startupProbe, liveness: livenessProbe, readiness: readinessProbe }
}
