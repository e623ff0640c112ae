import type { Sound } from '../../fuzz/case.ts'

/** A request that must be answered, and what else is to be done once that is over, answered or not. */
export type RouteSound = Sound & { readonly end: () => void }
