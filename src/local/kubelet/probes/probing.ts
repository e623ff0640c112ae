import type { Clock } from '../../../reconciler/clock.ts'
import type { Asked, ProblemWith } from '../actions/act.ts'
import type { ProbeKind } from '../life/life.ts'
import { probesOf } from '../life/steps.ts'
import type { Probe } from '../pod/spec.ts'

export type ProbingPorts = {
  readonly clock: Clock
  readonly problemWith: ProblemWith
  /** Hears each answer: nothing, or what is wrong. */
  readonly hear: (kind: ProbeKind, probe: Probe, problem: string | undefined) => void
  /** Resolves when the first question makes sense. */
  readonly ripe: (kind: ProbeKind) => Promise<void>
  /** Whether there still is a question. */
  readonly isDue: (kind: ProbeKind) => boolean
}

/**
 * Asks a run, time after time, until the signal aborts: whether it has started, and from then on whether
 * it lives and is ready.
 */
export async function probeAll(
  asked: Asked,
  ports: ProbingPorts,
  signal: AbortSignal,
): Promise<void> {
  const kinds = Object.entries(probesOf(asked.container)) as [ProbeKind, Probe | undefined][]
  await Promise.all(
    kinds.map(async ([kind, probe]) => {
      if (probe !== undefined) await askAgainAndAgain(kind, probe, asked, ports, signal)
    }),
  )
}

/** The initial delay counts from the beginning of the run. */
async function askAgainAndAgain(
  kind: ProbeKind,
  probe: Probe,
  asked: Asked,
  { clock, problemWith, hear, ripe, isDue }: ProbingPorts,
  signal: AbortSignal,
): Promise<void> {
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1 } = probe
  await Promise.all([clock.sleep(initialDelaySeconds * 1000, signal), ripe(kind)])
  while (!signal.aborted && isDue(kind)) {
    const begun = clock.now()
    const problem = await problemWith(probe, asked, timeoutSeconds * 1000, signal)
    if (!signal.aborted) hear(kind, probe, problem)
    await clock.sleep(Math.max(0, begun + periodSeconds * 1000 - clock.now()), signal)
  }
}
