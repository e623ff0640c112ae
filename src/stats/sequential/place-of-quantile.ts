/** In which of some buckets, and how far up its share, a quantile lies. */
export type Place = { readonly bucket: number; readonly part: number }

/** O(buckets). */
export function placeOf(quantile: number, parts: readonly number[]): Place {
  let [bucket, below] = [0, 0]
  while (bucket < parts.length - 1 && below + (parts[bucket] ?? 0) < quantile)
    below += parts[bucket++] ?? 0
  const share = parts[bucket] ?? 0
  return { bucket, part: share > 0 ? Math.min(1, (quantile - below) / share) : 0 }
}

/** Of requests, by bucket: those of the place's own bucket count in part. O(buckets). */
export function shareBelow(parts: readonly number[], { bucket, part }: Place): number {
  let below = part * (parts[bucket] ?? 0)
  for (let i = 0; i < bucket; i++) below += parts[i] ?? 0
  return Math.min(1, below)
}

/** Of the requests in one bucket. O(1). */
export function partBelow({ bucket, part }: Place, of: number): number {
  if (of === bucket) return part
  return of < bucket ? 1 : 0
}

/** How much it varies from request to request whether it is below: not at all where all share one bucket. O(buckets). */
export function spreadBelow(parts: readonly number[], { bucket, part }: Place): number {
  const within = part * (1 - part) * (parts[bucket] ?? 0)
  const below = shareBelow(parts, { bucket, part })
  return Math.max(0, below * (1 - below) - within)
}
