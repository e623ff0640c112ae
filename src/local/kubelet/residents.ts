import type { Clock } from '../../reconciler/clock.ts'
import { hasRuns, type Life } from './life/life.ts'
import { takenOn } from './life/recall.ts'
import { isFinal } from './life/steps.ts'
import type { Lives } from './lives.ts'
import type { Pod } from './pod/pod.ts'
import type { PortChoice } from './ports.ts'
import type { Presence } from './presence.ts'
import type { Runs } from './runs/runs.ts'
import type { Volumes } from './volumes/volumes.ts'

type Ports = {
  readonly lives: Lives
  readonly presence: Pick<Presence, 'remove' | 'forget'>
  readonly portChoice: PortChoice
  readonly volumes: Pick<Volumes, 'forget'>
  readonly runs: Pick<Runs, 'abandon'>
  readonly clock: Clock
}

/** How Pods come to this node, and how they leave it. */
export function createResidents(ports: Ports) {
  const { lives, presence, portChoice, volumes, runs, clock } = ports
  /** Whose ports were seen to by this very kubelet. */
  const settled = new Set<string>()

  /** The life of a Pod here; none, where it was over before it was taken on. */
  async function lifeOf(pod: Pod, signal: AbortSignal): Promise<Life | undefined> {
    const known = lives.get(pod.uid)
    if (known !== undefined) return settled.has(pod.uid) ? known : settle(pod, known)
    if (pod.leaving === undefined && !isFinal(pod.status.phase)) return settle(pod)
    await dismiss(pod, signal)
    return undefined
  }

  /** A Pod that nothing runs of. Without any time left to it, others hold on to it. */
  async function dismiss(pod: Pod, signal: AbortSignal): Promise<void> {
    const { graceMs = 0 } = pod.leaving ?? {}
    if (graceMs > 0) await presence.remove(pod, signal)
  }

  async function settle(pod: Pod, known?: Life): Promise<Life> {
    const ports = await portChoice.choose(pod.spec, known?.ports ?? {})
    const moment = { now: clock.now(), wall: clock.wall() }
    const life = known === undefined ? takenOn(pod, ports, moment) : { ...known, ports }
    lives.put(life)
    settled.add(pod.uid)
    return life
  }

  /** For one that the API has no more: it goes once nothing of it runs. */
  async function letGo(life: Life): Promise<void> {
    if (hasRuns(life)) runs.abandon(life.uid)
    else await forget(life)
  }

  async function forget({ uid, ports }: Life): Promise<void> {
    if (settled.delete(uid)) portChoice.giveBack(ports)
    presence.forget(uid)
    volumes.forget(uid)
    await lives.forget(uid)
  }

  async function removeFromApi(pod: Pod, life: Life, signal: AbortSignal): Promise<void> {
    await presence.remove(pod, signal)
    await forget(life)
  }

  return { lifeOf, letGo, removeFromApi }
}

export type Residents = ReturnType<typeof createResidents>
