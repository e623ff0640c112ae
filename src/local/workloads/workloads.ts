import type { Door } from '../../kube/door.ts'
import { keyOf, type Ref } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import { createSource } from '../../kube/source.ts'
import { createLoop, following, type LoopPorts } from '../loop.ts'
import { aboutA } from '../telling/happenings.ts'
import { createTeller } from '../telling/teller.ts'
import { together } from '../together.ts'
import { type Claim, isOrphan } from './claims.ts'
import { lookAt } from './look.ts'
import { makePods } from './making.ts'
import { notesOf } from './notes.ts'
import { isSettled, type Plan, planFor } from './plan.ts'
import { deploymentOf, type SeenDeployment } from './seen-deployment.ts'
import { podOf, type SeenPod } from './seen-pod.ts'
import { matches } from './selector.ts'
import { saysTheSame, withFailure } from './status.ts'

export type WorkloadPorts = LoopPorts & {
  /** What it writes to an object of somebody else must have an owner of its own: see `createDoor`. */
  readonly door: Door
}

/**
 * Makes Deployments come true: Pods without ReplicaSets between, rolled out as the strategy says.
 *
 * Guarantees
 * - What it remembers only tells it that there may be something to do. Before it makes, removes or writes
 *   anything, it looks at the server anew, so a watch that lags behind makes nothing happen twice.
 * - The names of Pods follow from the Deployment, so an answer that was lost makes nothing happen twice.
 * - It writes no status that says what the last one said.
 * - When a Deployment goes it does nothing: its Pods go by their owner references, or stay as orphans.
 */
export function createWorkloads({ door, ...ports }: WorkloadPorts) {
  const { clock, chance, trouble } = ports
  const over = new AbortController()
  const teller = createTeller({ door, clock, trouble, speaker }, over.signal)
  const deployments = following(
    createSource(door, resources.deployments, { project: deploymentOf, clock, chance }),
    ({ key }) => [key],
  )
  const pods = following(
    createSource(door, resources.pods, { project: podOf, clock, chance }),
    (pod) => concernedBy(pod, deployments.known.values()),
    {
      owner: ({ owner }) => (typeof owner === 'object' ? [owner.uid] : []),
      orphans: (pod) => (isOrphan(pod) ? [pod.namespace] : []),
    },
  )

  async function reconcile(key: string, signal: AbortSignal) {
    const known = deployments.known.get(key)
    if (known === undefined) return {}
    const remembered = [
      ...pods.known.by('owner', known.uid),
      ...pods.known.by('orphans', known.namespace),
    ]
    const glance = planFor({ deployment: known, pods: remembered, nowMs: clock.wall() })
    if (isSettled(glance, known)) return nextLook(glance)
    const seen = await lookAt(door, known, remembered, signal)
    return seen === undefined ? {} : act(seen.deployment, seen.pods, signal)
  }

  async function act(
    deployment: SeenDeployment,
    seen: readonly SeenPod[],
    signal: AbortSignal,
  ): Promise<{ lookAgainMs?: number }> {
    const plan = planFor({ deployment, pods: seen, nowMs: clock.wall() })
    if (plan.claims.length > 0) {
      await together(plan.claims.map((claim) => settle(claim, signal)))
      return { lookAgainMs: 0 }
    }
    const removed = plan.moves.remove.map((pod) =>
      door.remove(resources.pods, pod, pod, { signal }),
    )
    await Promise.all(removed)
    const taken = new Set(seen.map(({ name }) => name))
    const making = { door, deployment, taken, signal }
    const { names, refusal } = await makePods(plan.moves.make, making)
    const about = aboutA(resources.deployments, deployment)
    for (const said of notesOf(names, plan.moves.remove, refusal)) teller.tell(about, said)
    await write(deployment, plan, refusal, signal)
    if (refusal === undefined) return nextLook(plan)
    trouble(deployment.key, refusal)
    return { lookAgainMs: Math.min(plan.lookAgainMs ?? refusedMs, refusedMs) }
  }

  async function settle({ pod, owners }: Claim, signal: AbortSignal): Promise<void> {
    const seen = { resourceVersion: pod.version, uid: pod.uid }
    const changes = { metadata: { ownerReferences: owners } }
    await door.patch(resources.pods, pod, changes, seen, { signal })
  }

  /** The status, where it says something new, and then the revision. */
  async function write(
    deployment: SeenDeployment,
    plan: Plan,
    refusal: Error | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { uid } = deployment
    const at: Ref = { namespace: deployment.namespace, name: deployment.name }
    const message = refusal?.message
    const failed = { deployment, message: message ?? '', nowMs: clock.wall() }
    const status = message === undefined ? plan.status : withFailure(plan.status, failed)
    let resourceVersion = deployment.version
    if (!saysTheSame(status, deployment.status)) {
      const seen = { ...at, uid, resourceVersion }
      const written = await door.applyStatus(resources.deployments, seen, status, { signal })
      resourceVersion = written.metadata.resourceVersion
    }
    if (plan.revision === undefined) return
    const changes = { metadata: { annotations: plan.revision } }
    await door.patch(resources.deployments, at, changes, { resourceVersion, uid }, { signal })
  }

  const loop = createLoop(reconcile, [deployments.followed, pods.followed], ports)

  async function run(signal: AbortSignal): Promise<void> {
    await loop.run(signal)
    over.abort()
  }

  return { run }
}

const speaker = {
  reportingController: 'contender-workloads',
  reportingInstance: 'contender-workloads',
}

/** What was refused may be allowed by now: nobody tells of a quota that was raised. */
const refusedMs = 10_000

const nextLook = ({ lookAgainMs }: Plan) => (lookAgainMs === undefined ? {} : { lookAgainMs })

/** The Deployment that controls a Pod, or those that may adopt it. */
function concernedBy(pod: SeenPod, deployments: Iterable<SeenDeployment>): readonly string[] {
  const { namespace, owner } = pod
  if (typeof owner === 'object') return [keyOf({ namespace, name: owner.name })]
  if (!isOrphan(pod)) return []
  return [...deployments]
    .filter((one) => one.namespace === namespace && matches(one.selector, pod.labels))
    .map(({ key }) => key)
}
