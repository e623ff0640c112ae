/** When a variant is no longer asked, and how it is tried again. */
export type BreakerRules = {
  /** Of the last answers, how many are looked at. */
  readonly window: number
  /** What part of them must have failed. */
  readonly part: number
  readonly openMs: number
}

/** A challenger is taken out when half of its answers fail: the champion is there for them. */
export const challengerRules: BreakerRules = { window: 20, part: 0.5, openMs: 5_000 }

/** There is nobody in the champion's place: only where nothing at all comes back it is better to say so at once. */
export const championRules: BreakerRules = { window: 20, part: 1, openMs: 1_000 }

type CircuitState = 'Closed' | 'HalfOpen' | 'Open'

/** As what a request is let through. Each stretch in which the circuit is closed has a pass of its own, and so has each probe. */
export type Pass = { readonly as: 'Normal' | 'Probe' }

/** What an answer says of whoever gave it. `Unclear`: nothing, such as one that nobody had the patience to wait for. */
export type Ending = 'Sound' | 'Failing' | 'Unclear'

export type Breaker = {
  /** Whether a request may be sent, and as what. Whoever may must tell how it ended; of a probe the first word counts. */
  readonly pass: (now: number) => Pass | undefined
  readonly ended: (pass: Pass, ending: Ending, now: number) => void
  readonly state: (now: number) => CircuitState
}

/**
 * A circuit of one variant. Closed, it watches the last answers; open, nothing is sent; after a while one request at a
 * time is a probe, and the first that succeeds closes it. Answers to what was sent before it opened decide nothing,
 * however late they come. While it may not open, it watches on.
 */
export function createBreaker(rules: () => BreakerRules, mayOpen = () => true): Breaker {
  let recent: boolean[] = []
  let failures = 0
  let openUntil: number | undefined
  let normal: Pass = { as: 'Normal' }
  let probe: Pass | undefined

  function pass(now: number): Pass | undefined {
    if (openUntil === undefined) return normal
    if (now < openUntil || probe !== undefined) return undefined
    probe = { as: 'Probe' }
    return probe
  }

  function ended(pass: Pass, ending: Ending, now: number): void {
    if (pass === probe) probed(ending, now)
    else if (pass === normal && ending !== 'Unclear') watch(ending === 'Failing', now)
  }

  function probed(ending: Ending, now: number): void {
    probe = undefined
    if (ending === 'Failing') openUntil = now + rules().openMs
    else if (ending === 'Sound') openUntil = undefined
  }

  function watch(isFailure: boolean, now: number): void {
    const { window, part, openMs } = rules()
    recent.push(isFailure)
    failures += isFailure ? 1 : 0
    if (recent.length > window) failures -= recent.shift() === true ? 1 : 0
    if (recent.length < window || failures < part * window || !mayOpen()) return
    openUntil = now + openMs
    normal = { as: 'Normal' }
    recent = []
    failures = 0
  }

  function state(now: number): CircuitState {
    if (openUntil === undefined) return 'Closed'
    return now < openUntil ? 'Open' : 'HalfOpen'
  }

  return { pass, ended, state }
}
