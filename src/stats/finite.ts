/** Whether all values of a sample are numbers, and finite. O(n). */
export function areFinite(...samples: readonly ArrayLike<number>[]): boolean {
  let sum = 0
  for (const sample of samples) {
    for (let i = 0; i < sample.length; i++) sum += (sample[i] ?? Number.NaN) * 0
  }
  return sum === 0
}
