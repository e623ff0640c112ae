import { ContenderError, saidBy } from '../../errors.ts'
import type { Log } from '../../telemetry/log.ts'
import { failed } from '../failed.ts'

/** Says of each router once why it cannot be read, and once that it can again. */
export function createTroubles(log: Log) {
  const told = new Map<string, string>()

  function failedAt(pod: string, cause: unknown): void {
    const name = cause instanceof ContenderError ? cause.code : saidBy(cause)
    if (told.get(pod) === name) return
    told.set(pod, name)
    log.warn({ pod, ...failed(cause) }, 'cannot read what a router has counted')
  }

  function readAt(pod: string): void {
    if (told.delete(pod)) log.info({ pod }, 'a router can be read again')
  }

  /** Of others there is nothing more to say. */
  function among(pods: readonly string[]): void {
    for (const pod of told.keys()) if (!pods.includes(pod)) told.delete(pod)
  }

  return { failedAt, readAt, among }
}
