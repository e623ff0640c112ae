import { eBenjaminiHochberg } from '../corrections/e-bh.ts'
import { isOpen } from '../sequential/gate.ts'
import { isUnknown } from '../unknown.ts'
import type { Answer } from './answer.ts'
import type { Finding } from './claims.ts'

/**
 * What may be said of metrics that are only shown: of all of them and all challengers together, at most
 * the part alpha of what is said is expected to be false (e-BH), however they depend on each other. A metric behind
 * its gates counts among them too, with no evidence. By place in `answers`; `undefined` where nothing is found,
 * and for the others, which have claims of their own. Nothing follows from a discovery.
 */
export function discoveriesAmong(
  answers: readonly Answer[],
  alpha: number,
): readonly (Finding | undefined)[] {
  const claims = answers.flatMap((answer, place) => claimsOf(answer, place, alpha))
  const held = eBenjaminiHochberg(
    claims.map(({ logE }) => logE),
    alpha,
  )
  const found = claims.filter((_, i) => held[i])
  return answers.map((_, place) => found.find((claim) => claim.place === place)?.finding)
}

function claimsOf({ asked, inference }: Answer, place: number, alpha: number) {
  const { question, boundary } = asked
  if (question.role !== 'Info') return []
  const isKnown = !isUnknown(inference) && isOpen(inference.gates)
  const more = isKnown ? -inference.logPMore(boundary, alpha) : Number.NEGATIVE_INFINITY
  const less = isKnown ? -inference.logPLess(boundary, alpha) : Number.NEGATIVE_INFINITY
  const [better, worse] = question.goal === 'Increase' ? [more, less] : [less, more]
  return [
    { place, logE: better, finding: 'Better' as const },
    { place, logE: worse, finding: 'Worse' as const },
  ]
}
