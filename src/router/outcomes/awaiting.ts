import type { Log } from '../../telemetry/log.ts'
import type { OutcomeAnswer, Unsettled } from './outcome.ts'
import type { OutcomesPorts } from './ports.ts'

type Ports = {
  readonly forward: OutcomesPorts['forward']
  /** Who could be named heir: this router is there. */
  readonly heir: string
  readonly now: () => number
  readonly log: Pick<Log, 'warn'>
}

/**
 * Sends outcomes on, and says of those whose scorer is away what nobody could find out from `IssuerAway` alone: who it is,
 * and what to write into the plan if it will not come back.
 */
export function createAwaiting({ forward, heir, now, log }: Ports) {
  const waits = new Map<string, Wait>()

  const send: OutcomesPorts['forward'] = async (scorer, outcomes) => {
    const answers = await forward(scorer, outcomes)
    const count = answers.filter(isAway).length
    if (count === 0) return answers
    const line = `departed: [{ instance: "${scorer}", heir: "${heir}" }]`
    note(scorer, count, line)
    const way = `if ${scorer} is lost for good, let a plan say ${line}`
    return answers.map((each) =>
      isAway(each) ? { ...each, detail: `${each.detail}; ${way}` } : each,
    )
  }

  /** Told once a minute, however many outcomes there are. */
  function note(scorer: string, count: number, line: string): void {
    const nowMs = now()
    forget(nowMs)
    const wait = waits.get(scorer) ?? { lastMs: nowMs, toldMs: -Infinity, untold: 0 }
    waits.set(scorer, wait)
    wait.lastMs = nowMs
    wait.untold += count
    if (nowMs - wait.toldMs < minuteMs) return
    const { untold: outcomes } = wait
    Object.assign(wait, { toldMs: nowMs, untold: 0 })
    log.warn(
      { awaited: scorer, outcomes, plan: line },
      'outcomes wait for a router that is away; if it is lost for good, add that line to the plan',
    )
  }

  function forget(nowMs: number): void {
    for (const [scorer, { lastMs }] of waits) if (nowMs - lastMs >= minuteMs) waits.delete(scorer)
  }

  return {
    send,
    /** How many routers there are that outcomes of the last minute wait for. */
    awaited(): number {
      forget(now())
      return waits.size
    },
  }
}

type Wait = { lastMs: number; toldMs: number; untold: number }

const minuteMs = 60_000

const isAway = (answer: OutcomeAnswer): answer is Unsettled =>
  'failure' in answer && answer.failure === 'IssuerAway'
