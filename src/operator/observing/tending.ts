import { isDeepStrictEqual } from 'node:util'
import { ContenderError } from '../../errors.ts'
import { createSlots } from '../../kube/slots.ts'
import type { Trouble } from '../../plan/observation.ts'
import type { Clock } from '../../reconciler/clock.ts'

/** What one question has brought: what it does not say is as it should be. */
export type Learned = {
  readonly trouble?: Trouble
  readonly digest?: string
  /** Of a Service, `address:port`. */
  readonly place?: string
}

export type Question = {
  /** The same one as long as this is the same. */
  readonly key: string
  readonly ask: (signal: AbortSignal) => Promise<Learned>
  /** When to ask again; never, where it is answered for good. */
  readonly againMs: (learned: Learned) => number | undefined
}

type Ports = {
  readonly clock: Clock
  readonly chance: () => number
  /** Something is known that was not. */
  readonly wake: (experiment: string) => void
  /** What a question could not be asked for. */
  readonly failed: (experiment: string, cause: unknown) => void
}

type Tended = { learned?: Learned; readonly over: AbortController }

/** Of all experiments together: whoever asks more waits for his turn. */
const atOnce = 16
const afterFailureMs = 10_000

/**
 * Keeps asking what passes want to know, so that no pass waits for an answer: it goes by what is known, and is woken when
 * that changes.
 */
export function createTending({ clock, chance, wake, failed }: Ports) {
  const slots = createSlots({ urgent: 0, ordinary: atOnce })
  const tended = new Map<string, Map<string, Tended>>()

  /** From now on these questions are asked for an experiment, and no others. */
  function want(experiment: string, questions: readonly Question[]): void {
    const present = tended.get(experiment) ?? new Map<string, Tended>()
    const keys = new Set(questions.map(({ key }) => key))
    const ended = [...present].filter(([key]) => !keys.has(key))
    for (const [key, { over }] of ended) {
      over.abort()
      present.delete(key)
    }
    const begun = questions.filter(({ key }) => !present.has(key))
    for (const question of begun) present.set(question.key, begin(experiment, question))
    if (present.size === 0) tended.delete(experiment)
    else tended.set(experiment, present)
  }

  function begin(experiment: string, question: Question): Tended {
    const mine: Tended = { over: new AbortController() }
    void tend(experiment, question, mine)
    return mine
  }

  async function tend(experiment: string, question: Question, mine: Tended): Promise<void> {
    const { signal } = mine.over
    let ms: number | undefined = 0
    while (ms !== undefined) {
      await clock.sleep(ms * (0.9 + 0.2 * chance()), signal)
      const learned = await asked(experiment, question, signal)
      if (signal.aborted) return
      take(experiment, mine, learned)
      ms = learned === undefined ? afterFailureMs : question.againMs(learned)
    }
  }

  function take(experiment: string, mine: Tended, learned = mine.learned): void {
    const isNews = !isDeepStrictEqual(learned, mine.learned)
    if (learned !== undefined) mine.learned = learned
    if (isNews) wake(experiment)
  }

  /** Nothing, where it could not be asked: then what was known stands. */
  async function asked(experiment: string, { ask }: Question, signal: AbortSignal) {
    try {
      const free = await slots.take('ordinary', signal)
      return await ask(signal).finally(free)
    } catch (cause) {
      if (signal.aborted) return undefined
      if (!(cause instanceof ContenderError)) throw cause
      failed(experiment, cause)
      return undefined
    }
  }

  return {
    want,
    learned: (experiment: string, key: string): Learned | undefined =>
      tended.get(experiment)?.get(key)?.learned,
    /** Asks nothing more, of nobody. */
    close: () => {
      for (const experiment of [...tended.keys()]) want(experiment, [])
    },
  }
}

export type Tending = ReturnType<typeof createTending>
