import { Counter, Gauge, type Registry } from 'prom-client'

/** What stands now of what a router remembers. */
export type Remembering = {
  /** Whether outcomes can be written down. */
  readonly isSound: () => boolean
  /** How often it was killed, of the last times, so that requests may be missing. */
  readonly lostWindows: () => number
  /** Other routers of the experiment that answer. */
  readonly siblings: () => number
  /** Those that are not there, and that outcomes wait for. */
  readonly awaited: () => number
}

/** Outcomes, and what keeps them. */
export function createRememberingMetrics(registry: Registry, now: Remembering) {
  const registers = [registry]
  const outcomes = new Counter({
    name: 'contender_route_outcomes_total',
    help: 'Outcomes as they were answered: Scored, Late, Duplicate, RoundOver, NothingToScore, or the name of the failure. One that was sent on is counted where it came first, too.',
    labelNames: ['result'],
    registers,
  })
  const hellos = new Counter({
    name: 'contender_route_hellos_total',
    help: 'Hellos to other routers: Ok, or the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  const gauges = [
    ['journal_sound', '1 while outcomes can be written down, else 0.', () => +now.isSound()],
    [
      'lost_windows',
      'How often, of the last sixteen times, it was killed: requests of its last second may be missing.',
      now.lostWindows,
    ],
    ['siblings', 'Other routers of the experiment that answer.', now.siblings],
    [
      'awaited_issuers',
      'Routers that are away, and that outcomes of the last minute wait for: see the log for what to do if they are lost.',
      now.awaited,
    ],
  ] as const
  for (const [name, help, read] of gauges) {
    new Gauge({
      ...{ name: `contender_route_${name}`, help, registers },
      collect() {
        this.set(read())
      },
    })
  }
  return {
    outcome: (result: string, count: number) => outcomes.inc({ result }, count),
    hello: (code: string) => hellos.inc({ code }),
  }
}
