/**
 * What a condition says while it is True. Ready, Reconciling and Stalled mean what kstatus says they
 * mean; so Argo CD, Flux and `kubectl wait` understand them unaided.
 */
export const conditions = {
  Ready: 'The champion serves, and what the experiment asks for is in place.',
  Reconciling:
    'Work is going on that somebody may want to wait for: preparing or promoting. Not during a comparison, which may last for days.',
  Stalled: 'Nothing goes on until a person changes something. The reason names the failure.',
  Promoted: 'The last round promoted a challenger. Reset when a round opens.',
  Settled: 'The last round has ended. Reset when a round opens.',
  Paused: 'Shares are frozen on request; evidence is still counted.',
  TrafficVerified: 'The observed shares agree with the configured ones.',
  SampleRatioOk: 'Units arrive in the ratio of the configured shares. Otherwise nothing is judged.',
  EvidenceAvailable:
    'Every router’s tally was read lately. Otherwise the clock of the round stands still.',
  GitConverged: 'The spec names as champion the variant that is the champion.',
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

export const conditionTypes = Object.keys(conditions) as readonly (keyof typeof conditions)[]
export const stageNames = Object.keys(stages) as readonly (keyof typeof stages)[]
