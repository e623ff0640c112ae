import type { Batching } from './batching.ts'

/** How the requests of a batch find each other in this process. */
export function gathering(delayMs: number): Pick<Batching, 'turn' | 'gather'> {
  const turn = (go: () => void) => void setImmediate(go)
  if (delayMs === 0) return { turn }
  return { turn, gather: (go) => void setTimeout(go, delayMs) }
}
