import type { Door } from '../../kube/door.ts'
import { wholeTime } from '../../kube/micro-time.ts'
import { resources } from '../../kube/resources.ts'
import { createSource } from '../../kube/source.ts'
import { createLoop, following, type LoopPorts } from '../loop.ts'
import { aboutA, normal, warning } from '../telling/happenings.ts'
import { againMs, createTeller } from '../telling/teller.ts'
import { whyNot } from './fitting.ts'
import { type Condition, schedulerName, type WaitingPod, waitingPodOf } from './seen-pod.ts'
import type { Node } from './terms.ts'

export type SchedulerPorts = LoopPorts & {
  /** What it writes to an object of somebody else must have an owner of its own: see `createDoor`. */
  readonly door: Door
  /** The only one that there is. */
  readonly node: Node
}

/**
 * Gives the one node to the Pods that wait for one and ask for no other scheduler, and says of those that
 * it doesn't suit why they wait.
 *
 * Guarantees
 * - A Pod is bound once, and only the very Pod that was seen: whatever the watch missed, the server refuses.
 * - It writes no condition that says what the last one said.
 */
export function createScheduler({ door, node, ...ports }: SchedulerPorts) {
  const { clock, chance, trouble } = ports
  const over = new AbortController()
  const speaker = { reportingController: schedulerName, reportingInstance: node.name }
  const teller = createTeller({ door, clock, trouble, speaker }, over.signal)
  const waiting = following(
    createSource(door, resources.pods, { project: waitingPodOf, clock, chance }),
    ({ key }) => [key],
  )

  async function reconcile(key: string, signal: AbortSignal) {
    const pod = waiting.known.get(key)
    if (pod === undefined) return {}
    const why = whyNot(pod, node)
    if (why === undefined) return bind(pod, signal)
    await refuse(pod, why, signal)
    return { lookAgainMs: againMs }
  }

  async function bind(pod: WaitingPod, signal: AbortSignal) {
    await door.bind(pod, node.name, { uid: pod.uid }, { signal })
    const note = `it runs on node ${node.name}`
    teller.tell(aboutA(resources.pods, pod), normal('Scheduled', 'Binding', note, ''))
    return {}
  }

  async function refuse(pod: WaitingPod, message: string, signal: AbortSignal): Promise<void> {
    const happening = warning('FailedScheduling', 'Scheduling', message, '')
    teller.tell(aboutA(resources.pods, pod), happening)
    const condition = unschedulable(pod.scheduled, message, clock.wall())
    if (condition === undefined) return
    const { namespace, name, uid, version: resourceVersion } = pod
    const at = { namespace, name, uid, resourceVersion }
    await door.applyStatus(resources.pods, at, { conditions: [condition] }, { signal })
  }

  const loop = createLoop(reconcile, [waiting.followed], ports)

  async function run(signal: AbortSignal): Promise<void> {
    await loop.run(signal)
    over.abort()
  }

  return { run }
}

/** What is to be said of a Pod that no node suits; nothing, where it has been said. */
function unschedulable(
  before: Condition | undefined,
  message: string,
  nowMs: number,
): Condition | undefined {
  const said = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }
  const isStill = before?.status === said.status
  if (isStill && before.reason === said.reason && before.message === message) return undefined
  const now = wholeTime(nowMs)
  return { ...said, lastTransitionTime: (isStill && before.lastTransitionTime) || now }
}
