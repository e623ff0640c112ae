import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../src/plan/observation.ts'
import type { StageName } from '../../../../src/plan/record/record.ts'
import type { Course } from '../course.ts'
import { aSpec, hourMs, model, upWith } from '../given.ts'
import { aReader, conditionIn, problemsOf, readerAt } from './given.ts'

type Change = (course: Course) => void
type Case = readonly [situation: string, stage: StageName, change: Change, told: string]

const nothing: Change = () => {}
const both =
  (first: Change, then: Change): Change =>
  (c) => {
    first(c)
    c.rest()
    then(c)
  }
const routers =
  (given: Partial<Observation['routers']>): Change =>
  (c) =>
    c.change({ routers: { ...c.observation().routers, ...given } })
const noImage = { code: 'ImageMissing', detail: 'no such image' } as const
const ask =
  (verb: string): Change =>
  (c) =>
    c.annotate({ 'contender.dev/request': `${verb}@${c.record().round.number}#1` })
const suspend: Change = (c) => c.edit({ ...c.observation().spec, suspend: true })
const abort: Change = (c) => c.annotate({ 'contender.dev/abort': `${c.record().round.number}` })
const three = [model('v3'), model('v4')]
const edit =
  (given: Parameters<typeof aSpec>[0]): Change =>
  (c) =>
    c.edit(aSpec({ variants: three, ...given }))
const won: Change = (c) => c.wait(72 * hourMs)

const table: { readonly [type: string]: readonly Case[] } = {
  Ready: [
    ['all is well', 'Comparing', nothing, 'True Serving'],
    ['no router yet', 'Preparing', routers({ ready: 0 }), 'False RoutersStarting'],
    ['no router', 'Comparing', routers({ ready: 0, trouble: noImage }), 'False ImageMissing'],
    ['one router of two', 'Comparing', routers({ ready: 1 }), 'True Serving'],
    ['the champion starts', 'Preparing', (c) => c.run('v3', 0), 'False ChampionPreparing'],
    ['the champion is down', 'Comparing', (c) => c.run('v3', 0), 'False ChampionDown'],
    [
      'the champion has no image',
      'Settled',
      (c) => c.run('v3', upWith(0, { trouble: noImage })),
      'False ImageMissing',
    ],
    ['the challenger starts', 'Preparing', nothing, 'Unknown ChallengerPreparing'],
    ['the challenger is down', 'Comparing', (c) => c.run('v4', 0), 'True Serving'],
    ['the winner takes over', 'Promoting', nothing, 'True Serving'],
    ['the challenger lost', 'Settled', nothing, 'True Serving'],
    ['suspended while preparing', 'Preparing', suspend, 'Unknown Suspended'],
  ],
  Reconciling: [
    ['the challenger starts', 'Preparing', nothing, 'True ChallengerPreparing'],
    ['the winner takes over', 'Promoting', nothing, 'True CapacityMissing'],
    ['copies', 'Shadowing', nothing, 'False Shadowing'],
    ['a comparison', 'Comparing', nothing, 'False Comparing'],
    ['an approval is awaited', 'AwaitingApproval', nothing, 'False AwaitingApproval'],
    ['a watch', 'Validating', nothing, 'False Validating'],
    ['the end', 'Settled', nothing, 'False Settled'],
    ['paused while preparing', 'Preparing', ask('pause'), 'False Requested'],
    ['suspended while promoting', 'Promoting', suspend, 'False Suspended'],
    [
      'stalled while preparing',
      'Preparing',
      (c) => c.run('v4', upWith(0, { trouble: noImage })),
      'False ImageMissing',
    ],
  ],
  Stalled: [
    ['all is well', 'Comparing', nothing, 'False NotStalled'],
    ['the champion is down', 'Comparing', (c) => c.run('v3', 0), 'False NotStalled'],
    [
      'the challenger has no image',
      'Preparing',
      (c) => c.run('v4', upWith(0, { trouble: noImage })),
      'True ImageMissing',
    ],
    [
      'the champion has no image any more',
      'Comparing',
      (c) => c.run('v3', upWith(0, { trouble: noImage })),
      'True ImageMissing',
    ],
    [
      'a name is taken',
      'Comparing',
      (c) =>
        c.change({ refusals: { 'Service/signals': { code: 'NameTaken', detail: 'not ours' } } }),
      'True NameTaken',
    ],
    [
      'no router has its image',
      'Comparing',
      routers({ ready: 0, trouble: noImage }),
      'True ImageMissing',
    ],
    [
      'one of two routers has none',
      'Comparing',
      routers({ ready: 1, trouble: noImage }),
      'False NotStalled',
    ],
    ['evidence is away', 'Comparing', (c) => c.outage(1), 'False NotStalled'],
    ['paused', 'Comparing', ask('pause'), 'False NotStalled'],
  ],
  Promoted: [
    ['before the round', 'Preparing', nothing, 'Unknown Preparing'],
    ['a comparison', 'Comparing', nothing, 'Unknown Comparing'],
    ['a watch', 'Validating', nothing, 'Unknown Validating'],
    ['the watch is over', 'Validating', won, 'True Promoted'],
    ['the challenger lost', 'Settled', nothing, 'False Retained'],
    ['harm after the promotion', 'Validating', (c) => c.run('v4', 0), 'False RolledBack'],
    [
      'the next round opens',
      'Settled',
      edit({ variants: [model('v3'), model('v5')] }),
      'Unknown Preparing',
    ],
    [
      'nothing is compared',
      'Preparing',
      both(edit({ metrics: [] }), (c) => c.run('v4', 2)),
      'True Replaced',
    ],
    ['nobody challenges', 'Preparing', edit({ variants: [model('v3')] }), 'False Superseded'],
  ],
  Settled: [
    ['before the round', 'Preparing', nothing, 'False ChallengerPreparing'],
    ['a step is young', 'Comparing', nothing, 'False StepYoung'],
    ['an approval is awaited', 'AwaitingApproval', nothing, 'False AwaitingApproval'],
    ['paused', 'Comparing', ask('pause'), 'False Paused'],
    ['evidence is away', 'Comparing', (c) => c.outage(1), 'False EvidenceUnavailable'],
    ['a watch', 'Validating', nothing, 'False Validating'],
    ['the challenger lost', 'Settled', nothing, 'True Retained'],
    ['aborted', 'Comparing', abort, 'True Aborted'],
    ['the watch is over', 'Validating', won, 'True Promoted'],
    [
      'the next round opens',
      'Settled',
      edit({ variants: [model('v3'), model('v5')] }),
      'False ChallengerPreparing',
    ],
  ],
  Paused: [
    ['nobody has asked', 'Comparing', nothing, 'False NotPaused'],
    ['somebody has asked', 'Comparing', ask('pause'), 'True Requested'],
    ['suspended', 'Comparing', suspend, 'True Suspended'],
    ['both', 'Comparing', both(ask('pause'), suspend), 'True Suspended'],
    ['the round was aborted', 'Comparing', both(ask('pause'), abort), 'False NotPaused'],
  ],
  EvidenceAvailable: [
    ['all tallies are read', 'Comparing', nothing, 'True TalliesRead'],
    ['they are away', 'Comparing', (c) => c.outage(1), 'False EvidenceUnavailable'],
    ['also while nothing is compared', 'Settled', (c) => c.outage(1), 'False EvidenceUnavailable'],
  ],
  GitConverged: [
    ['as it was created', 'Comparing', nothing, 'True ChampionInSpec'],
    [
      'the champion is gone from the spec',
      'Comparing',
      edit({ variants: [model('v4')] }),
      'False ChampionNotInSpec',
    ],
    [
      'the champion has another revision',
      'Comparing',
      edit({ variants: [model('v3', 'v3-1'), model('v4')] }),
      'False ChampionOlderRevision',
    ],
    ['the challenger took over', 'Validating', nothing, 'False ChampionPromoted'],
    ['and Git follows', 'Validating', edit({ champion: 'v4' }), 'True ChampionInSpec'],
    [
      'spec.champion names the challenger',
      'Comparing',
      edit({ champion: 'v4' }),
      'False ChampionEditIgnored',
    ],
    ['the promotion was rolled back', 'Validating', (c) => c.run('v4', 0), 'True ChampionInSpec'],
  ],
  TrafficVerified: [
    ['before the round', 'Preparing', nothing, 'Unknown NothingDivided'],
    ['copies alone', 'Shadowing', nothing, 'Unknown NothingDivided'],
    ['nobody came', 'Comparing', nothing, 'Unknown NobodyYet'],
    ['the challenger is down', 'Comparing', (c) => c.run('v4', 0), 'Unknown NothingDivided'],
    ['evidence is away', 'Comparing', (c) => c.outage(1), 'Unknown EvidenceUnavailable'],
  ],
  SampleRatioOk: [
    ['before the round', 'Preparing', nothing, 'Unknown NothingDivided'],
    ['nobody came', 'Comparing', nothing, 'Unknown NobodyYet'],
    ['evidence is away', 'Comparing', (c) => c.outage(1), 'Unknown EvidenceUnavailable'],
  ],
}

describe.each(Object.entries(table))('%s', (type, cases) => {
  it.each(cases)('%s, in %s', (_, stage, change, expected) => {
    const reader = readerAt(stage)
    change(reader.course)
    const status = reader.rest()
    expect(conditionIn(status, type)).toBe(expected)
    expect(problemsOf(status)).toEqual([])
  })
})

it('has a table for every condition there is', () => {
  const types = readerAt('Comparing').status().conditions ?? []
  expect(types.map(({ type }) => type).sort()).toEqual(Object.keys(table).sort())
})

it('keeps the time of a condition as long as its status stays, and not longer', () => {
  const reader = readerAt('Comparing')
  const at = (type: string) =>
    reader.status().conditions?.find((each) => each.type === type)?.lastTransitionTime
  const [ready, paused] = [at('Ready'), at('Paused')]
  reader.course.wait(hourMs)
  ask('pause')(reader.course)
  reader.rest()
  expect(at('Ready')).toBe(ready)
  expect(Date.parse(at('Paused') ?? '') - Date.parse(paused ?? '')).toBe(hourMs)
  reader.course.wait(hourMs)
  suspend(reader.course)
  reader.rest()
  expect(conditionIn(reader.status(), 'Paused')).toBe('True Suspended')
  expect(Date.parse(at('Paused') ?? '') - Date.parse(paused ?? '')).toBe(hourMs)
})

it('tells the same conditions of a status that was wiped', () => {
  const reader = readerAt('Validating')
  const said = () =>
    reader.status().conditions?.map(({ type, status, reason }) => [type, status, reason])
  const before = said()
  reader.course.change({ status: undefined })
  const again = aReader(reader.course)
  again.rest()
  expect(said()).toEqual(before)
})
