import type { Clock } from '../../../reconciler/clock.ts'
import type { Happening } from '../../telling/happenings.ts'
import type { Asked, ProblemWith } from '../actions/act.ts'
import { amended, containerIn, type ProbeKind, type Run } from '../life/life.ts'
import { tallied } from '../life/tally.ts'
import type { Lives } from '../lives.ts'
import type { Pod } from '../pod/pod.ts'
import type { Container, Probe } from '../pod/spec.ts'
import { isDue, isRipe } from '../probes/due.ts'
import { probeAll } from '../probes/probing.ts'
import { notes } from './notes.ts'

export type AttendPorts = {
  readonly lives: Pick<Lives, 'get' | 'update'>
  readonly clock: Clock
  readonly problemWith: ProblemWith
  readonly tell: (pod: Pod, happening: Happening) => void
  readonly wake: (key: string) => void
}

export type Attended = {
  readonly pod: Pod
  readonly container: Container
  readonly number: number
  readonly asked: Asked
}

/** Looks after a run until it is over: its postStart hook, and its probes. */
export async function attend(
  { pod, container, number, asked }: Attended,
  { lives, clock, problemWith, tell, wake }: AttendPorts,
  over: AbortSignal,
): Promise<void> {
  const waiting = new Set<() => void>()
  const { name } = container

  function present(): Run | undefined {
    const life = lives.get(pod.uid)
    const run = life && containerIn(life, name).run
    return run?.number === number ? run : undefined
  }

  function amend(change: (run: Run) => Run): void {
    lives.update(pod.uid, (life) => amended(life, name, number, change))
    for (const look of waiting) look()
  }

  async function postStart(): Promise<void> {
    const { postStart: hook } = container.lifecycle ?? {}
    if (hook === undefined) return
    const problem = await problemWith(hook, asked, Number.POSITIVE_INFINITY, over)
    amend(({ hook: _, ...run }) => ({ ...run, ...(problem !== undefined && { hook: 'failed' }) }))
    if (problem !== undefined) tell(pod, notes.postStartFailed(name, number, problem))
    wake(pod.key)
  }

  function ripe(kind: ProbeKind): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        const run = present()
        if (run !== undefined && !isRipe(kind, container, run)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      over.addEventListener('abort', () => resolve(), { once: true })
      look()
    })
  }

  function hear(kind: ProbeKind, probe: Probe, problem: string | undefined): void {
    const before = present()?.tallies[kind]
    const tally = tallied(probe, before, problem === undefined ? 'well' : 'ill')
    amend((run) => ({ ...run, tallies: { ...run.tallies, [kind]: tally } }))
    if (problem !== undefined) tell(pod, notes.ill(name, number, kind, problem))
    if (tally.verdict !== before?.verdict) wake(pod.key)
  }

  const due = (kind: ProbeKind) => {
    const run = present()
    return run !== undefined && isDue(kind, run)
  }
  const probing = { clock, problemWith, hear, ripe, isDue: due }
  await Promise.all([postStart(), probeAll(asked, probing, over)])
}
