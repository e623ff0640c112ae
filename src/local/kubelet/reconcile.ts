import type { Clock } from '../../reconciler/clock.ts'
import type { Reconcile } from '../../reconciler/controller.ts'
import { type Happening, warning } from '../telling/happenings.ts'
import { containerIn, hasRuns, type Life, waits } from './life/life.ts'
import { lookAgainAt, nextSteps, type Situation } from './life/steps.ts'
import type { Lives } from './lives.ts'
import type { Pod } from './pod/pod.ts'
import { refusalsOf } from './pod/refusals.ts'
import { allContainers, type Container } from './pod/spec.ts'
import type { Presence } from './presence.ts'
import type { ReadReferences } from './references.ts'
import type { Residents } from './residents.ts'
import type { Runs } from './runs/runs.ts'
import type { Settings } from './settings.ts'
import { statusOf } from './status/status.ts'
import type { Volumes } from './volumes/volumes.ts'

type Ports = {
  readonly lives: Lives
  readonly residents: Residents
  readonly presence: Pick<Presence, 'newest' | 'announce' | 'report'>
  readonly readReferences: ReadReferences
  /** Changes whenever something may have changed that the files of a Pod are made of. */
  readonly stampOf: (pod: Pod) => string
  readonly volumes: Pick<Volumes, 'prepare' | 'isStale'>
  readonly runs: Pick<Runs, 'begin' | 'end'>
  readonly tell: (pod: Pod, happening: Happening) => void
  readonly address: string
  readonly settings: Settings
  readonly clock: Clock
}

/** One pass over the Pods of a name: does what is to be done now, and says what has come of it. */
export function createReconcile(ports: Ports): Reconcile {
  const { lives, residents, presence, runs, volumes, tell, settings, clock } = ports

  return async function reconcile(key, signal) {
    const pod = presence.newest(key)
    const others = lives.of(key).filter(({ uid }) => uid !== pod?.uid)
    for (const life of others) await residents.letGo(life)
    const life = pod && (await residents.lifeOf(pod, signal))
    if (pod === undefined || life === undefined) return {}

    const announced = await presence.announce(pod, life.ports, signal)
    await act(situationOf(announced, life), signal)
    const after = situationOf(announced, lives.get(life.uid) ?? life)
    const status = statusOf(after, ports.address, clock.wall())
    const reported = await presence.report(announced, status, signal)
    if (reported.leaving !== undefined && !hasRuns(after.life)) {
      await residents.removeFromApi(reported, after.life, signal)
      return {}
    }
    return lookAgain({ ...after, pod: reported })
  }

  function situationOf(pod: Pod, life: Life): Situation {
    const refusals = refusalsOf(pod.spec)
    for (const refusal of refusals) tell(pod, warning('Failed', 'Start', refusal, ''))
    return { pod, refusals, life, now: clock.now(), settings }
  }

  async function act(situation: Situation, signal: AbortSignal): Promise<void> {
    const { pod, life } = situation
    const steps = nextSteps(situation)
    for (const { container, graceMs, because } of steps.filter((step) => step.kind === 'end')) {
      runs.end(pod, container, graceMs, because)
    }
    const beginning = steps.filter(({ kind }) => kind === 'begin').map(({ container }) => container)
    const isStale = hasRuns(life) && volumes.isStale(pod, ports.stampOf(pod))
    if (beginning.length > 0 || isStale) await begin(pod, beginning, signal)
  }

  /** Sees to the volumes of a Pod, and begins containers. */
  async function begin(
    pod: Pod,
    containers: readonly Container[],
    signal: AbortSignal,
  ): Promise<void> {
    const stamp = ports.stampOf(pod)
    const held = await ports.readReferences(pod, signal)
    const lacking = await volumes.prepare(pod, held, stamp)
    if (lacking !== undefined) return wait(pod, containers, lacking.missing)
    for (const container of containers) await runs.begin(pod, container, held, signal)
  }

  function wait(pod: Pod, containers: readonly Container[], message: string): void {
    if (containers.length > 0) tell(pod, warning('FailedMount', 'Start', message, ''))
    for (const { name } of containers) {
      const waiting = { reason: 'ContainerCreating', message }
      lives.update(pod.uid, (life) => waits(life, name, waiting))
    }
  }

  /** What is missing may come without a sign of it. */
  function lookAgain(situation: Situation): { readonly lookAgainMs?: number } {
    const { pod, life, now } = situation
    const waits = allContainers(pod.spec).some(({ name }) => containerIn(life, name).waiting)
    const missing = waits ? now + settings.missingMs : Number.POSITIVE_INFINITY
    const at = Math.min(lookAgainAt(situation), missing)
    return Number.isFinite(at) ? { lookAgainMs: Math.max(0, at - clock.now()) } : {}
  }
}
