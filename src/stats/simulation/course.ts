/** How a level moves with time, as a factor on it: 1 at the start, and always if steady. */
export type Course =
  | { readonly kind: 'Steady' }
  /** In a straight line to `factor`, where it stays. */
  | { readonly kind: 'Trend'; readonly factor: number; readonly overMs: number }
  /** Up and down by this part of the level, as day and night do. */
  | { readonly kind: 'Swing'; readonly by: number; readonly periodMs: number }
  | { readonly kind: 'Jump'; readonly factor: number; readonly atMs: number }
  /** One factor after the other, each for so long; the last for ever. */
  | { readonly kind: 'Stairs'; readonly factors: readonly number[]; readonly everyMs: number }

/** Always the same. */
export const steady: Course = { kind: 'Steady' }

/** The factor at a time. Requires lengths of time above 0. */
export function factorAt(course: Course, ms: number): number {
  switch (course.kind) {
    case 'Steady':
      return 1
    case 'Trend':
      return 1 + (course.factor - 1) * Math.min(1, Math.max(0, ms / course.overMs))
    case 'Swing':
      return 1 + course.by * Math.sin((2 * Math.PI * ms) / course.periodMs)
    case 'Jump':
      return ms < course.atMs ? 1 : course.factor
    case 'Stairs': {
      const step = Math.max(0, Math.floor(ms / course.everyMs))
      return course.factors[Math.min(step, course.factors.length - 1)] ?? 1
    }
  }
}
