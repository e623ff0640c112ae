import { isDeepStrictEqual } from 'node:util'
import { isTooLate, type Situation } from '../life/steps.ts'
import { qosClassOf } from '../pod/qos.ts'
import type { ContainerStatus, PodStatus } from '../pod/status.ts'
import { conditionsOf } from './conditions.ts'
import { containerStatus } from './containers.ts'
import { instant } from './instant.ts'
import { phaseOf } from './phase.ts'

/** The status of a Pod, as it follows from what is known. */
export function statusOf(situation: Situation, address: string, wall: number): PodStatus {
  const { pod, life } = situation
  const { spec, status: before } = pod
  const phase = phaseOf(situation)
  const inits = (spec.initContainers ?? []).map((each) => containerStatus(situation, each, 'init'))
  const others = (spec.ephemeralContainers ?? []).map(refused)
  return {
    ...(pod.generation !== undefined && { observedGeneration: pod.generation }),
    phase,
    ...whyOver(situation),
    conditions: conditionsOf(situation, phase, wall),
    ...{ hostIP: address, hostIPs: [{ ip: address }], podIP: address, podIPs: [{ ip: address }] },
    startTime: instant(life.beganMs),
    qosClass: before.qosClass ?? qosClassOf(spec),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: spec.containers.map((each) => containerStatus(situation, each, 'main')),
    ...(others.length > 0 && { ephemeralContainerStatuses: others }),
  }
}

/** Somebody else may have ended it, and said why. */
function whyOver(situation: Situation): Pick<PodStatus, 'reason' | 'message'> {
  const { phase, reason, message } = situation.pod.status
  if (phase === 'Failed') return { ...(reason && { reason }), ...(message && { message }) }
  if (phase === 'Succeeded' || !isTooLate(situation)) return {}
  const { activeDeadlineSeconds: seconds } = situation.pod.spec
  return { reason: 'DeadlineExceeded', message: `it may run for ${seconds} s, and has` }
}

/** Debugging containers need namespaces to join. */
function refused({ name, image = '' }: { name: string; image?: string }): ContainerStatus {
  const message = 'ephemeral containers are not supported: processes have no namespaces to join'
  return {
    ...{ name, image, imageID: '', ready: false, started: false, restartCount: 0 },
    ...{ state: { waiting: { reason: 'CreateContainerConfigError', message } }, lastState: {} },
  }
}

/** Whether a status says the same: others' conditions are theirs. */
export function saysTheSame(before: PodStatus, after: PodStatus): boolean {
  const types = after.conditions?.map(({ type }) => type)
  const ours = before.conditions?.filter(({ type }) => types?.includes(type)) ?? []
  return written.every((field) => {
    if (field === 'conditions') return isSame(byType(ours), byType(after.conditions ?? []))
    return isSame(before[field], after[field])
  })
}

const written = [
  ...(['observedGeneration', 'phase', 'reason', 'message', 'conditions'] as const),
  ...(['hostIP', 'hostIPs', 'podIP', 'podIPs', 'startTime', 'qosClass'] as const),
  ...(['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const),
]

/** As JSON: what is undefined is absent. */
const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b))

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

const byType = (conditions: NonNullable<PodStatus['conditions']>) =>
  Object.fromEntries(
    conditions.map(({ type, status, reason, message, lastTransitionTime }) => [
      type,
      { status, reason, message, lastTransitionTime },
    ]),
  )
