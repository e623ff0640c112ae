import { alphaOfTry } from '../corrections/spending.ts'
import type { Look } from './look.ts'
import type { Role } from './question.ts'

/** What a row may spend on claims that promote, and on claims of harm. */
export type Alphas = { readonly promotion: number; readonly harm: number }

/** A correction that was applied, and what it left. */
export type Correction = {
  readonly name: 'Challengers' | 'Tries' | 'HarmChallengers' | 'HarmGuardrails' | 'Discoveries'
  readonly alpha: number
}

type Allotment = { readonly alpha: number; readonly corrections: readonly Correction[] }
type Place = { readonly attempt: number; readonly role: Role; readonly guards: number }

/**
 * What the claims of a row may spend, and how that came about: part of every result. `guards` are the bounds of the
 * challenger's guardrails. Metrics that are only shown share their alpha among discoveries; a posterior spends none,
 * its bounds hold alpha in probability.
 */
export function alphasOf(
  look: Look,
  { attempt, role, guards }: Place,
): { readonly alphas: Alphas; readonly corrections: readonly Correction[] } {
  const { alpha, method, entered, trials } = look
  const whole = { promotion: alpha, harm: alpha }
  if (role === 'Info') return { alphas: whole, corrections: [{ name: 'Discoveries', alpha }] }
  if (role === 'Objective' && method === 'Bayesian') return { alphas: whole, corrections: [] }
  const challengers = Math.max(1, entered, trials.length)
  const promotion = promotionAlpha(alpha, challengers, attempt)
  const harm = harmAlpha(look.harmAlpha, challengers, guards)
  return {
    alphas: { promotion: promotion.alpha, harm: harm.alpha },
    corrections:
      role === 'Guardrail'
        ? [...promotion.corrections, ...harm.corrections]
        : promotion.corrections,
  }
}

/**
 * For claims that promote, «better» and «safe» alike. All K challengers that entered share alpha, also when some
 * of them are gone: each is a chance to promote falsely, and so is a guardrail at its margin. The r-th try of the
 * same challenger at the same champion spends its part of what is left. Guardrails need nothing more: all
 * of them must hold.
 *
 * C. E. Bonferroni 1936; R. L. Berger, "Multiparameter hypothesis testing and acceptance sampling",
 * Technometrics 24, 1982 (all must hold).
 */
function promotionAlpha(alpha: number, challengers: number, attempt: number): Allotment {
  const each = alpha / challengers
  const spent = alphaOfTry(each, attempt)
  return {
    alpha: spent,
    corrections: [
      { name: 'Challengers', alpha: each },
      { name: 'Tries', alpha: spent },
    ],
  }
}

/**
 * For claims of harm. Any bound of any guardrail of any challenger may end a trial, so all of them share. Tries don't
 * count: a false alarm sends a challenger home, which is where the next try finds it.
 */
function harmAlpha(alpha: number, challengers: number, bounds: number): Allotment {
  const each = alpha / challengers
  const every = each / Math.max(1, bounds)
  return {
    alpha: every,
    corrections: [
      { name: 'HarmChallengers', alpha: each },
      { name: 'HarmGuardrails', alpha: every },
    ],
  }
}
