/** Of one container, as far as it is read. */
export type ContainerStatus = {
  readonly name: string
  readonly restartCount?: number
  readonly state?: State
  readonly lastState?: State
}
type State = { readonly waiting?: Said; readonly terminated?: Terminated }
type Said = { readonly reason?: string; readonly message?: string }
type Terminated = Said & { readonly exitCode?: number; readonly finishedAt?: string }

export type Waiting = { readonly reason: string; readonly message: string }

export type Ending = {
  /** `exit code 137 (OOMKilled)` */
  readonly how: string
  /** What it has left as its termination message. */
  readonly words: string
}

/** What every container goes through. */
const usual = ['ContainerCreating', 'PodInitializing', '']

export const stuckIn = (containers: readonly ContainerStatus[]): readonly Waiting[] =>
  containers.flatMap(({ state }) => {
    const { reason = '', message = '' } = state?.waiting ?? {}
    return usual.includes(reason) ? [] : [{ reason, message: message.slice(0, mostWords) }]
  })

/** The first container that has ended badly speaks. */
export function endingOf(containers: readonly ContainerStatus[]): Ending | undefined {
  const [ended] = containers.flatMap(({ state, lastState }) => {
    const terminated = state?.terminated ?? lastState?.terminated
    return terminated === undefined || terminated.exitCode === 0 ? [] : [terminated]
  })
  if (ended === undefined) return undefined
  const { exitCode, reason, message = '' } = ended
  const why = reason === undefined || reason === 'Error' ? '' : ` (${reason})`
  return { how: `exit code ${exitCode}${why}`, words: message.slice(0, mostWords) }
}

/** A server's first line is its own; others' words are for people. */
const mostWords = 512
