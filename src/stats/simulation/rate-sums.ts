import type { Chance } from './chance.ts'
import { drawBinomial } from './draws/binomial.ts'
import { booksOf, readAll } from './meter.ts'
import type { Outcome } from './outcomes/outcome.ts'
import { eventOutcome, factors, otherOutcome, type RateModel } from './outcomes/rate.ts'
import type { Metric, Scenario } from './scenario.ts'
import { type Group, hardShare, type Slot } from './slots.ts'
import type { SumMeter } from './sum-meter.ts'
import type { Place } from './tally.ts'
import { meanFactor } from './traffic.ts'
import { createWaiting } from './waiting.ts'

/** A rate by numbers alone: of so many requests, so many events, and of those so many known by now. */
export function createRateSums(
  metric: Metric & { readonly model: RateModel },
  scenario: Pick<Scenario, 'traffic' | 'hard' | 'timeouts' | 'variants'>,
  chance: Chance,
): SumMeter {
  const { model, missing, arrival } = metric
  const books = booksOf(metric, scenario.variants)
  const waiting = arrival && createWaiting<Place>(chance, arrival)
  const [onHard, onEasy] = factors(model, scenario.hard ?? 0)

  function meet(group: Group, slot: Slot, place: Place): void {
    const events = drawBinomial(chance, group.n, rateOf(group, slot))
    for (const [isEvent, count] of [
      [true, events],
      [false, group.n - events],
    ] as const) {
      const told = drawBinomial(chance, count, 1 - (missing?.[group.variant] ?? 0))
      if (waiting === undefined) add(place, isEvent, told)
      else waiting.add({ fromMs: slot.fromMs, toMs: slot.toMs, isEvent, count: told, thing: place })
    }
  }

  function rateOf(group: Group, { fromMs, toMs }: Slot): number {
    if (group.fellBack && model.fallbackIsEvent) return 1
    const rate = model.rates[group.fellBack ? 0 : group.variant] ?? 0
    const hard = hardShare(scenario, group)
    const factor = hard * onHard + (1 - hard) * onEasy
    return rate * factor * meanFactor(model.course, scenario.traffic, fromMs, toMs)
  }

  function add(place: Place, isEvent: boolean, count: number): void {
    if (count === 0) return
    const outcome: Outcome = isEvent ? eventOutcome : otherOutcome
    for (const book of books) book.add(place, outcome, count)
  }

  return {
    meet,
    advance: (nowMs) =>
      waiting?.advance(nowMs, ({ thing, isEvent }, count) => add(thing, isEvent, count)),
    tallies: () => readAll(books),
  }
}
