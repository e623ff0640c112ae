import type { RestartPolicy } from '../pod/spec.ts'
import type { Settings } from '../settings.ts'
import type { ContainerLife } from './life.ts'

/** Whether a container is to begin (again), be it now or later. */
export function mayBegin(policy: RestartPolicy, { run, ended }: ContainerLife): boolean {
  if (run !== undefined) return false
  if (ended === undefined || policy === 'Always') return true
  return policy === 'OnFailure' && ended.exitCode !== 0
}

/** An init container runs until it has succeeded, or, where nothing is tried again, until it has run. */
export function mayInitBegin(policy: RestartPolicy, container: ContainerLife): boolean {
  return mayBegin(policy === 'Always' ? 'OnFailure' : policy, container)
}

export const hasSucceeded = ({ run, ended }: ContainerLife): boolean =>
  run === undefined && ended?.exitCode === 0

/** How long the next run is put off: the first not at all, then 10 s, 20 s, and so on. */
export function backOffMs({ failures }: ContainerLife, { backOff }: Settings): number {
  if (failures < 2) return 0
  return Math.min(backOff.capMs, backOff.baseMs * 2 ** Math.min(failures - 2, 30))
}

/** When the next run may begin. */
export const dueAt = (container: ContainerLife, settings: Settings): number =>
  container.endedAt + backOffMs(container, settings)
