import { type ContainerLife, containerIn, type Ended, type Run } from '../life/life.ts'
import { backOffMs, dueAt, hasSucceeded, mayBegin, mayInitBegin } from '../life/restarts.ts'
import { isEnding, probesOf, type Situation } from '../life/steps.ts'
import { type Container, restartPolicyOf } from '../pod/spec.ts'
import type { ContainerState, ContainerStatus, Terminated, Waiting } from '../pod/status.ts'
import { instant } from './instant.ts'

type Role = 'init' | 'main'

export function containerStatus(
  situation: Situation,
  container: Container,
  role: Role,
): ContainerStatus {
  const life = containerIn(situation.life, container.name)
  const { run, ended, before } = life
  const state = stateOf(situation, container, role)
  const past = state.terminated === undefined ? ended : before
  const id = run?.id ?? ended?.id ?? ''
  const { name, image = '' } = container
  return {
    ...{
      name,
      image,
      imageID: life.begun === 0 ? '' : image,
      ...(id !== '' && { containerID: id }),
    },
    ready: role === 'init' ? hasSucceeded(life) : isReady(container, run),
    started: role === 'main' && run !== undefined && hasStarted(container, run),
    restartCount: Math.max(0, life.begun - 1),
    ...{ state, lastState: past === undefined ? {} : { terminated: terminated(past) } },
  }
}

/** A run that may be asked whether it lives, and is ready. */
export function hasStarted(container: Container, { hook, tallies }: Run): boolean {
  if (hook !== undefined) return false
  return container.startupProbe === undefined || tallies.startup?.verdict === 'well'
}

/** Whether a run takes part: one that says nothing of it does so from its start to its end. */
export function isReady(container: Container, run: Run | undefined): boolean {
  if (run === undefined || !hasStarted(container, run)) return false
  const { readiness } = probesOf(container)
  return readiness === undefined || run.tallies.readiness?.verdict === 'well'
}

function stateOf(situation: Situation, container: Container, role: Role): ContainerState {
  const life = containerIn(situation.life, container.name)
  if (life.run !== undefined) return { running: { startedAt: instant(life.run.beganMs) } }
  const waiting = whyItWaits(situation, life, role)
  if (waiting !== undefined) return { waiting }
  return life.ended === undefined ? {} : { terminated: terminated(life.ended) }
}

function whyItWaits(situation: Situation, life: ContainerLife, role: Role): Waiting | undefined {
  const { refusals, settings, now } = situation
  const { ended, waiting } = life
  if (!isToBegin(situation, life, role)) return undefined
  if (refusals.length > 0)
    return { reason: 'CreateContainerConfigError', message: refusals.join('; ') }
  if (waiting !== undefined) return waiting
  if (ended === undefined) return { reason: whyNotYet(situation, role) }
  if (dueAt(life, settings) <= now) return undefined
  const seconds = backOffMs(life, settings) / 1000
  const message = `begins again ${seconds} s after it ended with exit code ${ended.exitCode}`
  return { reason: 'CrashLoopBackOff', message }
}

function isToBegin(situation: Situation, life: ContainerLife, role: Role): boolean {
  if (life.ended === undefined) return true // of a Pod that ends before that, it waits for ever
  const policy = restartPolicyOf(situation.pod.spec)
  const may = role === 'init' ? mayInitBegin(policy, life) : mayBegin(policy, life)
  return may && !isEnding(situation)
}

function whyNotYet({ pod, life }: Situation, role: Role): string {
  const { initContainers = [] } = pod.spec
  const isNext = initContainers.every(({ name }) => hasSucceeded(containerIn(life, name)))
  return isNext || role === 'init' ? 'ContainerCreating' : 'PodInitializing'
}

function terminated(ended: Ended): Terminated {
  const { exitCode, signal, reason, message, beganMs, endedMs, id } = ended
  return {
    ...{ exitCode, ...(signal !== undefined && { signal }), reason },
    ...(message !== undefined && message !== '' && { message }),
    ...{ startedAt: instant(beganMs), finishedAt: instant(endedMs) },
    ...(id !== '' && { containerID: id }),
  }
}
