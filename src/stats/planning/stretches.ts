/** Outcomes that come while the shares stay. */
export type Stretch = {
  /** The challenger's share of the two variants' requests. */
  readonly chance: number
  /** Of both variants together; of pairs, pairs. The last stretch lasts on, whatever it says. */
  readonly outcomes: number
}

/** The same share from beginning to end. */
export const steady = (chance: number): readonly Stretch[] => [{ chance, outcomes: 0 }]

/** The part of all stretches that lies within the first n outcomes. */
export function upTo(stretches: readonly Stretch[], n: number): readonly Stretch[] {
  let rest = n
  return stretches.map(({ chance, outcomes }, k) => {
    const taken = k === stretches.length - 1 ? rest : Math.min(rest, outcomes)
    rest -= taken
    return { chance, outcomes: taken }
  })
}

/** What sums up, if an outcome adds so much at each share. */
export const sumOver = (stretches: readonly Stretch[], each: (chance: number) => number): number =>
  stretches.reduce((sum, { chance, outcomes }) => sum + outcomes * each(chance), 0)

/** After how many outcomes such a sum is reached; never is Infinity. */
export function whenReached(
  stretches: readonly Stretch[],
  sum: number,
  each: (chance: number) => number,
): number {
  let [n, rest] = [0, sum]
  for (const { chance, outcomes } of stretches.slice(0, -1)) {
    const gain = each(chance) * outcomes
    if (gain >= rest && gain > 0) return n + rest / each(chance)
    n += outcomes
    rest -= gain
  }
  const last = each(stretches.at(-1)?.chance ?? 0)
  return rest <= 0 ? n : n + (last > 0 ? rest / last : Number.POSITIVE_INFINITY)
}
