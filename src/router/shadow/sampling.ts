import type { Course } from '../forwarding/course.ts'

/** To whom a request is copied: to nobody where the caller has chosen, or chance has chosen a challenger. */
export function copiedTo({
  routed,
  placed,
  assigned,
  isOverride,
}: Pick<Course, 'routed' | 'placed' | 'assigned' | 'isOverride'>): readonly string[] {
  const { shadow, champion } = routed.plan
  if (shadow === undefined || isOverride || assigned !== champion) return nobody
  return isSampled(placed.place, shadow.percent) ? shadow.variants : nobody
}

const nobody: readonly string[] = []

/**
 * Whether a place is one of so many percent, whoever owns it. Its lower digits say so, of which shares know nothing: by the
 * place itself a challenger that has the first half would leave none of it to copy. A unit is copied always or never, as
 * long as a round lasts, and a higher percent keeps all of a lower one.
 */
const isSampled = (place: number, percent: number): boolean =>
  ((place * 2 ** 20) % 1) * 100 < percent
