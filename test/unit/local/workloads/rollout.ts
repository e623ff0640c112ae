import { crowdOf, isAvailable } from '../../../../src/local/workloads/crowd.ts'
import { podNames } from '../../../../src/local/workloads/names.ts'
import { isSettled, planFor } from '../../../../src/local/workloads/plan.ts'
import type { SeenDeployment } from '../../../../src/local/workloads/seen-deployment.ts'
import type { SeenPod } from '../../../../src/local/workloads/seen-pod.ts'
import type { Moves, Situation } from '../../../../src/local/workloads/situation.ts'
import { below, chance } from '../../../chance.ts'
import { deployment, noon, pod, situation } from './given.ts'

export type Decide = (situation: Situation) => Moves

type World = {
  spec: { replicas: number; strategy: object; minReadySeconds: number }
  image: string
  annotations: { [name: string]: string }
  generation: number
  status: object
  pods: SeenPod[]
  nowMs: number
}

/** What a life of a Deployment has broken, in words; nothing, where every promise was kept. */
export function live(seed: number, decide: Decide, changes = 120) {
  const random = chance(seed)
  const pick = (n: number) => below(random, n)
  const world = newWorld()
  const broken: string[] = []
  const wrong = (what: string) => void broken.push(`seed ${seed}: ${what}`)

  for (let nth = 0; nth < changes; nth++) {
    change(world, pick)
    if (pick(3) > 0) step(world, decide, wrong)
  }
  // Settled for longer than anything takes that only needs time.
  let [steps, settled] = [0, 0]
  for (; steps < 100 && settled < 4; steps++) {
    world.nowMs += 5_000
    prosper(world)
    settled = step(world, decide, wrong) ? settled + 1 : 0
  }
  const present = seen(world)
  const last = crowdOf(present, world.pods, world.nowMs)
  const { replicas } = present
  if (last.former.length > 0 || last.present.length !== replicas) {
    wrong(`ended with ${last.present.length} of ${replicas}, and ${last.former.length} former`)
  }
  const { conditions = [] } = present.status
  const reasons = conditions.map(({ reason }) => reason).toSorted()
  if (`${reasons}` !== 'MinimumReplicasAvailable,NewReplicaSetAvailable') wrong(`says ${reasons}`)
  return { broken, steps }
}

function newWorld(): World {
  return {
    spec: { replicas: 3, strategy: { type: 'RollingUpdate' }, minReadySeconds: 0 },
    ...{ image: 'v1', annotations: {}, generation: 1, status: {}, pods: [], nowMs: noon },
  }
}

function seen({ spec, image, annotations, generation, status }: World): SeenDeployment {
  return deployment({ image, spec, status, metadata: { annotations, generation } })
}

/** One pass: what it decides is done, and what it must not do is found out. Says whether all is settled. */
function step(world: World, decide: Decide, wrong: (what: string) => void): boolean {
  const { nowMs } = world
  const present = seen(world)
  const before = situation(present, world.pods, nowMs)
  const plan = planFor({ deployment: present, pods: world.pods, nowMs })
  const moves = decide(before)
  check(before, moves, wrong)
  perform(world, moves)
  if (isSettled({ ...plan, moves }, present)) return true
  world.status = plan.status
  if (plan.revision !== undefined) world.annotations = plan.revision
  return false
}

function check(
  { deployment, crowd, bounds, nowMs }: Situation,
  moves: Moves,
  wrong: (what: string) => void,
) {
  const active = [...crowd.present, ...crowd.former]
  const left = active.filter((one) => !moves.remove.includes(one))
  const available = (some: readonly SeenPod[]) =>
    some.filter((one) => isAvailable(one, deployment, nowMs)).length
  const most = deployment.replicas + bounds.surge
  const least = Math.min(available(active), deployment.replicas - bounds.unavailable)
  const atOnce = active.length + moves.make.length
  if (moves.make.length > 0 && atOnce > most) wrong(`${atOnce} Pods where ${most} may be`)
  const after = left.length + moves.make.length
  if (after > most) wrong(`${after} Pods are left where ${most} may be`)
  if (available(left) < least) wrong(`${available(left)} available where ${least} must be`)
}

function perform(world: World, { make, remove }: Moves): void {
  const present = seen(world)
  const taken = new Set(world.pods.map(({ name }) => name))
  const made = make.map((mould) => {
    const name = podNames(present, mould.hash, taken).next().value
    taken.add(name)
    return {
      ...pod(mould, { name, createdMs: world.nowMs }),
      phase: 'Pending',
      readySinceMs: undefined,
    } as const
  })
  const kept = world.pods.map((one) => (remove.includes(one) ? { ...one, isLeaving: true } : one))
  world.pods = [...kept, ...made]
}

/** Whatever may happen to a Deployment and its Pods. */
function change(world: World, pick: (n: number) => number): void {
  const nth = pick(world.pods.length || 1)
  const touch = (touched: Partial<SeenPod>) => {
    world.pods = world.pods.map((one, i) => (i === nth ? { ...one, ...touched } : one))
  }
  const spec = (changed: Partial<World['spec']>) => {
    world.spec = { ...world.spec, ...changed }
    world.generation++
  }
  const ready = () => touch({ phase: 'Running', readySinceMs: world.nowMs })
  const happenings: readonly (() => void)[] = [
    ready,
    ready,
    ready,
    () => prosper(world),
    () => touch({ readySinceMs: undefined }),
    () => touch({ phase: 'Failed', readySinceMs: undefined }),
    () => void world.pods.splice(nth, 1),
    () => {
      world.pods = world.pods.filter(({ isLeaving }) => !isLeaving)
    },
    () => {
      world.nowMs += pick(20_000)
    },
    () => spec({ replicas: pick(9) }),
    () => spec({ minReadySeconds: pick(2) * 7 }),
    () => spec({ strategy: strategy(pick) }),
    () => {
      world.image = `v${1 + pick(4)}`
      world.generation++
    },
  ]
  happenings[pick(happenings.length)]?.()
}

function strategy(pick: (n: number) => number) {
  const portion = () => [pick(4), `${25 * pick(5)}%`][pick(2)]
  return {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: portion(), maxUnavailable: portion() },
  }
}

/** All that should run does, and all that should be gone is. */
function prosper(world: World): void {
  world.pods = world.pods
    .filter(({ isLeaving }) => !isLeaving)
    .map((one) =>
      one.phase === 'Failed'
        ? one
        : { ...one, phase: 'Running', readySinceMs: one.readySinceMs ?? world.nowMs },
    )
}
