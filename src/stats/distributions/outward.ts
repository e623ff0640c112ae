/** One tail of a distribution along a coordinate that grows from its bulk outward, over (0, Infinity). */
export type Tail = {
  /** ln of the tail's probability at a place: falls as the place moves outward. */
  readonly log: (place: number) => number
  /** ln of the density of the ln of the coordinate. */
  readonly logDensity: (place: number) => number
  /** Where a small step of the coordinate's ln leads to, taken evenly in what `log` falls evenly with. */
  readonly moved: (place: number, step: number) => number
}

/**
 * Where the ln of the tail's probability is `log`: by Newton's method in log space, kept between what
 * is known to be too near and too far. From a fair `start` some five evaluations of the tail, never
 * more than two hundred. What lies outside the numbers is 0 or Infinity.
 */
export function outward(tail: Tail, log: number, start: number): number {
  let [near, far] = [nearest / 2, farthest * 2]
  let place = inside(start)
  for (let turn = 1; turn < 200; turn++) {
    const over = tail.log(place) - log
    if (over >= 0) near = place
    if (over <= 0) far = place
    const proposal = inside(stepped(tail, place, over, log))
    if (settled(Math.abs(proposal / place - 1), Math.abs(over))) return orOutside(proposal)
    // Newton's steps may be many and small where the start was bad: halving every eighth ends that.
    place = turn % 8 > 0 && proposal > near && proposal < far ? proposal : middle(near, far)
  }
  return orOutside(place)
}

const [nearest, farthest] = [1e-307, 1e307]

const inside = (place: number) => Math.min(Math.max(place, nearest), farthest)
const middle = (near: number, far: number) => Math.sqrt(near) * Math.sqrt(far)

function stepped(tail: Tail, place: number, over: number, log: number): number {
  const hazard = Math.exp(tail.logDensity(place) - (log + over))
  return tail.moved(place, over / hazard)
}

/** The errors that Newton's step leaves are as the squares of these; the first may be rounding alone. */
function settled(step: number, over: number): boolean {
  return step < 2e-15 || (step < 1e-8 && over < 1e-8)
}

function orOutside(place: number): number {
  if (place === nearest) return 0
  return place === farthest ? Number.POSITIVE_INFINITY : place
}
