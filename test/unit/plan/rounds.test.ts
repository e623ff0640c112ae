import { describe, expect, it } from 'vitest'
import { replicasOf } from '../../../src/plan/shares/replicas.ts'
import { understood } from '../../../src/plan/understood.ts'
import { aCourse, type Course, reaching } from './course.ts'
import { aSpec, hourMs, model, upWith } from './given.ts'

const settle = (course: Course, says: 'Retain' | 'Promote' = 'Retain') => {
  course.says({ says, rule: 'x', reason: 'y', challenger: course.keyOf('v4') })
  course.rest()
  course.says({})
}
const ask = (course: Course, verb: string) => {
  const { round, requests } = course.record()
  course.annotate({ 'contender.dev/request': `${verb}@${round.number}#${requests.last + 1}` })
  course.rest()
}
const names = (course: Course) => course.shares().map(({ variant }) => variant.split('@')[0])

it('serves one variant alone, and compares nothing', () => {
  const course = aCourse(aSpec({ variants: [model('v3')], metrics: [] }))
  course.once()
  course.run('v3', 2)
  expect(course.rest().waiting?.reason).toBe('Serving')
  expect([course.stage(), course.record().history]).toEqual(['Settled', []])
})

it('replaces the champion with what nobody asks to compare, once that carries the traffic', () => {
  const course = aCourse(aSpec({ variants: [model('v3')], metrics: [] }))
  course.once()
  course.run('v3', 2)
  course.rest()
  const before = course.record().champion.variant.key
  course.edit(aSpec({ variants: [model('v3', 'v3-1')], metrics: [] }))
  course.rest()
  const key = course.record().round.challengers[0]?.key ?? ''
  course.run(key, 1)
  expect(course.rest().waiting?.reason).toBe('CapacityMissing')
  expect(course.record().round.epochs.at(-1)?.champion).toBe(before)
  course.run(key, 2)
  course.rest()
  expect([course.outcome(), course.record().champion.variant.key]).toEqual(['Replaced', key])
})

describe('of two challengers', () => {
  const both = () => {
    const course = reaching.Preparing(aSpec({ variants: [model('v3'), model('v4'), model('v5')] }))
    course.run('v4', 2)
    course.run('v5', 2)
    course.rest()
    return course
  }
  const harmed = () => {
    const course = both()
    course.says({
      says: 'RollBack',
      rule: 'Harm',
      reason: 'errors',
      challenger: course.keyOf('v4'),
    })
    course.once()
    course.says({})
    course.rest()
    return course
  }

  it('each has half of a step', () =>
    expect(
      both()
        .shares()
        .map(({ from, to }) => [from, to]),
    ).toEqual([
      [0, 0.025],
      [0.5, 0.525],
    ]))

  it('one that goes home leaves its place to the champion, and moves nobody else', () => {
    const course = harmed()
    course.wait(hourMs)
    expect(course.record().round.challengers).toHaveLength(2)
    expect(course.stage()).toBe('Comparing')
  })

  it('the other one may still win', () => {
    const course = harmed()
    course.says({
      says: 'Promote',
      rule: 'Superior',
      reason: 'better',
      challenger: course.keyOf('v5'),
    })
    course.rest()
    expect([course.stage(), course.record().champion.variant.name]).toEqual(['Validating', 'v5'])
  })

  it('one that is away keeps the other one from nothing', () => {
    const course = both()
    course.run('v4', 0)
    course.rest()
    course.edit({
      ...course.observation().spec,
      traffic: aSpec({
        traffic: { canary: { steps: [{ percent: 5 }, { percent: 40, minimumDuration: '0s' }] } },
      }).traffic,
    })
    course.wait(hourMs)
    course.rest()
    expect(course.shares().map(({ variant, to }) => [variant.split('@')[0], to])).toEqual([
      ['v5', 0.7],
    ])
  })

  it('no one is meant who is not named', () => {
    const course = both()
    ask(course, 'promote')
    expect(course.record().requests.answer).toContain('name one')
    ask(course, 'promote=v4')
    expect(course.record().champion.variant.name).toBe('v4')
  })
})

describe('alpha', () => {
  it('is spent anew with every try at the same champion', () => {
    const course = reaching.Settled()
    ask(course, 'retry')
    expect(course.record().round.challengers.map(({ attempt }) => attempt)).toEqual([2])
  })

  it('knows the bytes of a loser under any name', () => {
    const course = reaching.Settled()
    course.edit(aSpec({ variants: [model('v3'), model('other', 'elsewhere')] }))
    course.rest()
    course.run('other', 2) // the same digest as every model here
    course.rest()
    expect(course.record().round.challengers.map(({ attempt }) => attempt)).toEqual([2])
  })

  it('is whole for other bytes', () => {
    const course = reaching.Settled()
    course.edit(aSpec({ variants: [model('v3'), model('other', 'elsewhere')] }))
    course.rest()
    course.run('other', upWith(2, { digests: [`sha256:${'b'.repeat(64)}`] }))
    course.rest()
    expect(course.record().round.challengers.map(({ attempt }) => attempt)).toEqual([1])
  })
})

it('who has lost opens no round by itself', () => {
  const course = reaching.Settled()
  course.wait(hourMs)
  expect(course.rest().waiting?.reason).toBe('Serving')
  expect(course.record().round.number).toBe(1)
})

it('a recommended winner is promoted by whoever asks, as long as its round is the last', () => {
  const course = reaching.Comparing(aSpec({ promotion: { mode: 'Recommend' } }))
  settle(course, 'Promote')
  expect([course.outcome(), course.record().champion.variant.name]).toEqual(['Recommended', 'v3'])
  ask(course, 'promote')
  expect([course.stage(), course.record().champion.variant.name]).toEqual(['Validating', 'v4'])
})

it('an experiment that is created again has its champion, salt and numbers', () => {
  const course = reaching.Validating()
  ask(course, 'pause')
  const before = course.record()
  course.change({ experiment: { ...course.observation().experiment, uid: 'uid-2' }, workloads: {} })
  course.rest()
  const after = course.record()
  expect([after.uid, after.champion.variant.key]).toEqual([before.uid, before.champion.variant.key])
  expect(after.requests.last).toBe(before.requests.last)
  expect(after.notes.map(({ reason }) => reason)).toContain('ChampionRestored')
})

it('begins anew only where somebody says so', () => {
  const course = reaching.Validating()
  const { experiment } = course.observation()
  const annotations = { 'contender.dev/fresh': 'true' }
  course.change({ experiment: { ...experiment, uid: 'uid-2', annotations } })
  course.rest()
  expect([course.record().uid, course.record().champion.variant.name]).toEqual(['uid-2', 'v3'])
})

it('no time counts while evidence is away, and none is lost', () => {
  const course = reaching.Comparing()
  course.outage(course.observation().nowMs)
  course.rest()
  const before = course.record().epoch
  course.wait(24 * hourMs)
  course.rest()
  expect(course.record().epoch).toBe(before)
  course.outage(undefined)
  expect(course.rest().waiting?.reason).toBe('StepYoung')
  course.wait(hourMs)
  course.rest()
  expect(course.shares().map(({ to }) => to)).toEqual([0.2])
})

it('a request is done once, though everything else is forgotten', () => {
  const course = reaching.Comparing()
  ask(course, 'pause')
  const { requests } = course.record()
  expect(requests.last).toBe(1)
  course.rest()
  expect(course.record().requests).toEqual(requests)
  expect(course.record().round.paused).toBeDefined()
})

it.each([
  'pause@7#1',
  'pause@1#9',
  'dance@1#1',
  'approve=v4@1#1',
  'dance'.repeat(50),
])('refuses %s once, by name', (text) => {
  const course = reaching.Comparing()
  course.annotate({ 'contender.dev/request': text })
  course.rest()
  course.rest()
  const told = course.record().notes.filter(({ reason }) => reason === 'StaleRequest')
  expect(told).toHaveLength(1)
  expect(course.record().requests.last).toBe(0)
})

it('no step rises before its replicas are there: surge first, then shift', () => {
  const steps = [{ percent: 5 }, { percent: 60 }]
  const course = reaching.Comparing(aSpec({ traffic: { canary: { steps } } }))
  course.run('v3', upWith(4, { asked: 4 }))
  course.wait(hourMs)
  expect(course.rest().waiting?.message).toContain('of 6 replicas')
  const { record, observation } = course
  const u = understood(observation(), record())
  const [, v4] = u.variants
  expect(v4 && replicasOf({ o: observation(), u, record: record() }, v4)).toBe(6)
  course.run('v4', 6)
  course.rest()
  expect(course.shares().map(({ to }) => to)).toEqual([0.6])
})

it('who is not up loses its share, and has it back when it is', () => {
  const course = reaching.Comparing()
  course.run('v4', 0)
  course.rest()
  expect(names(course)).toEqual([])
  course.run('v4', 2)
  course.rest()
  expect(names(course)).toEqual(['v4'])
})

it('who goes and comes for ever goes home', () => {
  const course = reaching.Comparing()
  for (let i = 0; i < 60 && course.stage() === 'Comparing'; i++) {
    course.run('v4', i % 2 === 0 ? 0 : 2)
    course.rest()
  }
  expect(course.outcome()).toBe('RolledBack')
})

it('the former champion stays warm as long as there is a way back', () => {
  const course = reaching.Comparing(
    aSpec({ promotion: { validation: { duration: '1h' }, rollbackWindow: '3h' } }),
  )
  settle(course, 'Promote')
  course.wait(hourMs)
  course.rest()
  expect([course.outcome(), course.record().former?.variant.name]).toEqual(['Promoted', 'v3'])
  course.annotate({ 'contender.dev/abort': '1' })
  course.rest()
  expect([course.outcome(), course.record().champion.variant.name]).toEqual(['Aborted', 'v3'])
})

it('and goes with its window', () => {
  const course = reaching.Comparing(
    aSpec({ promotion: { validation: { duration: '1h' }, rollbackWindow: '3h' } }),
  )
  settle(course, 'Promote')
  course.wait(3 * hourMs)
  course.rest()
  expect(course.record().former).toBeUndefined()
})

it('a new leader writes its term first', () => {
  const course = reaching.Comparing()
  course.change({ term: 7 })
  expect(course.once().rule).toBe('Begin')
  expect(course.record().term).toBe(7)
})

it('tells each thing that happened once', () => {
  const course = reaching.Validating()
  const told = course
    .record()
    .notes.map(({ round, epoch, reason, about }) => [round, epoch, reason, about].join('/'))
  expect(new Set(told).size).toBe(told.length)
  expect(told.map((each) => each.split('/')[2])).toEqual([
    'RoundOpened',
    'SharesRaised',
    'Promoting',
    'Validating',
  ])
})
