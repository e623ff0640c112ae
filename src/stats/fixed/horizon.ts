/** How far a test with a planned end has come. */
export type Horizon = {
  readonly state: 'Final' | 'NotFinal'
  readonly planned: number
  readonly have: number
  readonly sentence: string
}

/**
 * A fixed-horizon result and whether it may be acted upon: its error rates hold at the planned number
 * of outcomes and nowhere else. Each earlier look that could end the test is another chance to err:
 * fifty looks at a nominal 5 % err in a third of all A/A tests.
 *
 * P. Armitage, C. K. McPherson, B. C. Rowe, "Repeated significance tests on accumulating data",
 * JRSS A 132, 1969.
 */
export function atHorizon<T extends object>(
  result: T,
  planned: number,
  have: number,
): T & { readonly horizon: Horizon } {
  if (have >= planned) {
    const sentence = `final: ${have} outcomes, ${planned} were planned`
    return { ...result, horizon: { state: 'Final', planned, have, sentence } }
  }
  const sentence = `not final: ${have} of ${planned} planned outcomes; its error rates hold only then`
  return { ...result, horizon: { state: 'NotFinal', planned, have, sentence } }
}
