import {
  createLatencyRecorder,
  type LatencyHistogram,
  latencyHistogram,
} from '../../sums/latency-histogram.ts'
import type { Counter } from './counter.ts'

/** Latencies, exact above these edges. O(count) for outcomes that are alike. */
export function latencyCounter(edgesMs: readonly number[]): Counter<LatencyHistogram> {
  const recorder = createLatencyRecorder(latencyHistogram(edgesMs).none)
  return {
    add: ({ first }, count = 1) => {
      for (let one = 0; one < count; one++) recorder.add(first)
    },
    read: recorder.record,
  }
}
