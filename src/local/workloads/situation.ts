import type { Bounds } from './bounds.ts'
import type { Crowd } from './crowd.ts'
import type { Mould } from './pods.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { SeenPod } from './seen-pod.ts'

/** All that a strategy knows. */
export type Situation = {
  readonly deployment: SeenDeployment
  readonly crowd: Crowd
  readonly bounds: Bounds
  readonly nowMs: number
}

/** What is to be done to Pods. */
export type Moves = { readonly make: readonly Mould[]; readonly remove: readonly SeenPod[] }

/** By how much one number is above another; 0 where it isn't. */
export const over = (number: number, limit: number): number => Math.max(0, number - limit)
