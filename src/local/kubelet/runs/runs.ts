import { amended, began, containerIn, ended, stillborn, waits } from '../life/life.ts'
import { lost } from '../life/recall.ts'
import { backOffMs } from '../life/restarts.ts'
import type { Places } from '../places.ts'
import type { Pod } from '../pod/pod.ts'
import { type Container, graceMsOf } from '../pod/spec.ts'
import type { Waiting } from '../pod/status.ts'
import { isSignal } from '../processes/signals.ts'
import type { Place } from '../program/fields.ts'
import type { Held } from '../program/held.ts'
import type { Settings } from '../settings.ts'
import { type Attended, type AttendPorts, attend } from './attend.ts'
import { endOf } from './end.ts'
import { beginEnding, type Ending } from './ending.ts'
import { readLastWords } from './last-words.ts'
import { notes } from './notes.ts'
import type { createStart, Started } from './start.ts'

type Ports = AttendPorts & {
  readonly start: ReturnType<typeof createStart>
  readonly places: Pick<Places, 'lastWords'>
  readonly place: Place
  readonly settings: Settings
  readonly trouble: (where: string, cause: unknown) => void
}

/** A run that is under way. */
type Running = Attended & {
  readonly started: Started
  readonly over: AbortSignal
  /** Resolves once its end is on record. */
  readonly done: Promise<void>
  ending?: Ending
}

export type Runs = ReturnType<typeof createRuns>

/** The runs of all containers: they begin, are looked after, and end. */
export function createRuns(ports: Ports) {
  const { start, lives, places, place, settings, clock, problemWith, tell, wake, trouble } = ports
  const { forgivenMs } = settings.backOff
  const present = new Map<string, Running>()
  const idOf = ({ uid }: Pod, { name }: Container) => `${uid}/${name}`
  let isFarewell = false

  async function begin(
    pod: Pod,
    container: Container,
    held: Held,
    signal: AbortSignal,
  ): Promise<void> {
    const life = lives.get(pod.uid)
    if (life === undefined || present.has(idOf(pod, container))) return
    const run = containerIn(life, container.name).begun
    const outcome = await start(pod, container, { ports: life.ports, run }, held, signal)
    if (outcome.kind === 'waits') wait(pod, container, outcome.waiting)
    else if (outcome.kind === 'failed') fail(pod, container, outcome.message)
    else {
      const asked = {
        container,
        prepared: outcome.prepared,
        ports: life.ports,
        address: place.address,
      }
      takeOn({ pod, container, number: run, asked }, outcome)
    }
  }

  function wait(pod: Pod, { name }: Container, waiting: Required<Waiting>): void {
    lives.update(pod.uid, (life) => waits(life, name, waiting))
    tell(pod, notes.waits(name, waiting))
  }

  function fail(pod: Pod, { name }: Container, message: string): void {
    const end = { endedMs: clock.wall(), exitCode: 128, reason: 'StartError', message }
    const at = { now: clock.now(), forgivenMs }
    lives.update(pod.uid, (life) => stillborn(life, name, end, at))
    tell(pod, notes.failed(name, message))
    sayWhetherItRests(pod, name)
  }

  function takeOn(attended: Attended, started: Started): void {
    const { pod, container, number, asked } = attended
    const { name, lifecycle } = container
    const { pid } = started.process
    const run = {
      ...{ id: `process://${pid}/${number}`, beganMs: clock.wall(), began: clock.now() },
      ...(lifecycle?.postStart && ({ hook: 'running' } as const)),
    }
    lives.update(pod.uid, (life) => began(life, name, run))
    tell(pod, notes.started(name, number, pid))
    const { dropped } = asked.prepared
    if (dropped.length > 0) tell(pod, notes.dropped(name, dropped))

    const over = new AbortController()
    const said = (cause: unknown) => void (over.signal.aborted || trouble(pod.key, cause))
    const done = untilOver(attended, started, over)
    present.set(idOf(pod, container), { ...attended, started, over: over.signal, done })
    attend(attended, ports, over.signal).catch(said)
  }

  async function untilOver(
    { pod, container }: Attended,
    { process, writer }: Started,
    over: AbortController,
  ): Promise<void> {
    const exit = await process.ended
    const endedMs = clock.wall()
    over.abort()
    await writer.end()
    const lastWords = await readLastWords(places.lastWords(pod.uid, container.name))
    const fallsBack = container.terminationMessagePolicy === 'FallbackToLogsOnError'
    const seen = { exit, endedMs, tail: writer.tail(), lastWords, fallsBack }
    const end = isFarewell ? { ...lost, endedMs } : endOf(seen)
    const at = { now: clock.now(), forgivenMs }
    present.delete(idOf(pod, container))
    lives.update(pod.uid, (life) => ended(life, container.name, end, at))
    sayWhetherItRests(pod, container.name)
    wake(pod.key)
  }

  function sayWhetherItRests(pod: Pod, name: string): void {
    const life = lives.get(pod.uid)
    if (life === undefined || pod.spec.restartPolicy === 'Never' || isFarewell) return
    const container = containerIn(life, name)
    const seconds = backOffMs(container, settings) / 1000
    const { exitCode = 0 } = container.ended ?? {}
    if (seconds > 0) tell(pod, notes.rests(name, container.begun, exitCode, seconds))
  }

  /** Ends a run, or lets one that is to end have less time. */
  function end(pod: Pod, container: Container, graceMs: number, because: string): void {
    const running = present.get(idOf(pod, container))
    if (running === undefined) return
    const dueAt = clock.now() + graceMs
    lives.update(pod.uid, (life) =>
      amended(life, container.name, running.number, (run) => ({
        ...run,
        endsBy: Math.min(dueAt, run.endsBy ?? dueAt),
      })),
    )
    if (running.ending !== undefined) {
      running.ending.hasten(dueAt)
      return
    }
    tell(pod, notes.ends(container.name, running.number, because))
    const { preStop, stopSignal = '' } = container.lifecycle ?? {}
    running.ending = beginEnding({
      ...{ process: running.started.process, over: running.over, dueAt, clock },
      signal: isSignal(stopSignal) ? stopSignal : 'SIGTERM',
      preStop: preStop && ((signal) => stopHook(running, signal)),
    })
  }

  async function stopHook({ pod, container, number, asked }: Running, signal: AbortSignal) {
    const { preStop = {} } = container.lifecycle ?? {}
    try {
      const problem = await problemWith(preStop, asked, Number.POSITIVE_INFINITY, signal)
      if (problem !== undefined) tell(pod, notes.preStopFailed(container.name, number, problem))
    } catch (cause) {
      if (!signal.aborted) trouble(pod.key, cause)
    }
  }

  /** Ends all runs of a Pod that is no more. */
  function abandon(uid: string): void {
    for (const { pod, container } of [...present.values()].filter(({ pod }) => pod.uid === uid)) {
      end(pod, container, graceMsOf(pod.spec), 'is stopped: its Pod is gone')
    }
  }

  /** Ends all runs, as a kubelet that was told to end: they go on under the next one. */
  async function farewell(mostMs: number): Promise<void> {
    isFarewell = true
    const all = [...present.values()]
    for (const { pod, container } of all) {
      end(pod, container, Math.min(mostMs, graceMsOf(pod.spec)), 'is stopped with its kubelet')
    }
    await Promise.all(all.map(({ done }) => done))
  }

  return { begin, end, abandon, farewell }
}
