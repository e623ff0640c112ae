import { isJsonObject } from '../../api/json.ts'
import type { StoredObject } from '../store/store.ts'

/** Events are kept for an hour, as Kubernetes keeps them. */
const eventsKeptMs = 60 * 60_000

/** Says whether an event was last heard of so long ago that nobody needs it any more. */
export function isExpired(event: StoredObject, nowMs: number): boolean {
  const series = event['series']
  const said = [
    isJsonObject(series) ? series['lastObservedTime'] : undefined,
    event['lastTimestamp'],
    event['eventTime'],
    event.metadata['creationTimestamp'],
  ]
  const last = Math.max(...said.map((time) => Date.parse(String(time))).filter(Number.isFinite))
  return Number.isFinite(last) && nowMs - last > eventsKeptMs
}
