import { availableFrom, type SeenPod } from './seen-pod.ts'

/** The smaller comes first. */
type Grade = (pod: SeenPod, terms: Terms) => number
type Terms = { readonly minReadyMs: number; readonly nowMs: number }

const phases = { Pending: 0, Unknown: 1, Failed: 2, Succeeded: 2, Running: 2 }

/**
 * Who goes first where some must: what is missed least. As Kubernetes has it, but that no cost puts a Pod
 * that is not available after one that is.
 */
const grades: readonly Grade[] = [
  ({ phase }) => phases[phase],
  ({ readySinceMs }) => (readySinceMs === undefined ? 0 : 1),
  (pod, { minReadyMs, nowMs }) => (availableFrom(pod, minReadyMs) > nowMs ? 0 : 1),
  ({ cost }) => cost,
  ({ readySinceMs = 0 }) => -readySinceMs,
  ({ restarts }) => -restarts,
  ({ createdMs }) => -createdMs,
]

/** Those that are missed least come first; among equals the name decides, so that it is the same twice. */
export function byLoss(pods: readonly SeenPod[], terms: Terms): readonly SeenPod[] {
  return [...pods].sort((a, b) => {
    for (const grade of grades) {
      const difference = grade(a, terms) - grade(b, terms)
      if (difference !== 0) return difference
    }
    return a.name < b.name ? -1 : 1
  })
}
