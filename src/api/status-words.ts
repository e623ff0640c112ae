/** The words that status speaks in, and what they mean. A status field takes one of a table. */

/**
 * What a condition says while it is True. Ready, Reconciling and Stalled mean what kstatus says they
 * mean; so Argo CD, Flux and `kubectl wait` understand them unaided.
 */
export const conditions = {
  Ready: 'the champion serves, and what the experiment asks for is in place',
  Reconciling:
    'work is going on that somebody may want to wait for, preparing or promoting; not during a comparison, which may last for days',
  Stalled: 'nothing goes on until a person changes something, and the reason names the failure',
  Promoted: 'the last round promoted a challenger; reset when a round opens',
  Settled: 'the last round has ended; reset when a round opens',
  Paused: 'shares are frozen, on request (evidence is still counted) or by suspend',
  TrafficVerified: 'the observed shares agree with the configured ones',
  SampleRatioOk: 'units arrive in the ratio of the configured shares; otherwise nothing is judged',
  EvidenceAvailable:
    'every router’s tally was read lately; otherwise the clock of the round stands still',
  GitConverged: 'the spec names the champion, with the model that serves',
} as const satisfies { readonly [type: string]: string }

export const stages = {
  Preparing: 'dry run, deployment, digest check, warm-up',
  Shadowing: 'challengers answer copies',
  Comparing: 'challengers have a share of live traffic',
  AwaitingApproval: 'waiting for the request `approve`',
  Promoting: 'the winner takes over the traffic',
  Validating: 'a watch after promotion, with a holdback',
  Settled: 'the round has ended, or there is nothing to compare',
} as const satisfies { readonly [stage: string]: string }

/** How a round may end. */
export const roundOutcomes = {
  Promoted: 'a challenger won and took over',
  Retained: 'no challenger is better, the champion stays',
  RolledBack: 'harm was proven, all traffic went back',
  Inconclusive: 'the time ran out with nothing proven',
  Recommended: 'a challenger won, and the champion stays until somebody asks for the promotion',
  Replaced: 'nothing was compared, the new revision serves',
  Superseded: 'the spec changed',
  Aborted: 'somebody asked for it',
} as const satisfies { readonly [outcome: string]: string }

/** What a variant is in the present round. */
export const variantRoles = {
  Champion: 'serves',
  Challenger: 'is compared',
  Former: 'was the champion and is kept warm',
  Loser: 'is being removed',
} as const satisfies { readonly [role: string]: string }
