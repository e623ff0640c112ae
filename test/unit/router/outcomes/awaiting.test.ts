import { expect, it } from 'vitest'
import { createAwaiting } from '../../../../src/router/outcomes/awaiting.ts'
import type { OutcomeAnswer } from '../../../../src/router/outcomes/outcome.ts'
import { planIn } from '../../../../src/router/plan/reading.ts'
import { aPlan } from '../../routing/plans.ts'

const [lost, busy, heir] = ['0123456789012345', '12345e6789012345', '00000000000000aa']
const scored: OutcomeAnswer = {
  result: 'Scored',
  scored: ['a'],
  late: [],
  duplicate: [],
  unscored: [],
}
const behind: OutcomeAnswer = { failure: 'PlanBehind', detail: 'wait' }
const away: OutcomeAnswer = { failure: 'IssuerAway', detail: 'no router here is it' }

function given() {
  const told: object[] = []
  let [nowMs, answers] = [0, [away] as readonly OutcomeAnswer[]]
  const awaiting = createAwaiting({
    forward: async () => answers,
    heir,
    now: () => nowMs,
    log: { warn: (line: object) => void told.push(line) } as never,
  })
  return {
    ...{ told, ...awaiting },
    pass(ms: number) {
      nowMs += ms
    },
    answering(...next: readonly OutcomeAnswer[]) {
      answers = next
    },
  }
}

const line = `departed: [{ instance: "${lost}", heir: "${heir}" }]`

it('names the router that is awaited, and the line of a plan that ends it', async () => {
  const { send, told } = given()
  expect(await send(lost, [])).toEqual([
    {
      failure: 'IssuerAway',
      detail: `no router here is it; if ${lost} is lost for good, let a plan say ${line}`,
    },
  ])
  expect(told).toEqual([{ awaited: lost, outcomes: 1, plan: line }])
})

it.each([lost, busy])('gives a line that a plan takes as it is, also for %s', async (instance) => {
  const { send, told } = given()
  await send(instance, [])
  const [{ plan }] = told as [{ plan: string }]
  const sound = Object.entries(aPlan()).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  const { departed } = planIn([...sound, plan].join('\n'), 'plan.yaml')
  expect(departed).toEqual([{ instance, heir }])
})

it('leaves all other answers as they are', async () => {
  const { send, answering, told, awaited } = given()
  const others = [scored, behind]
  answering(...others)
  expect(await send(lost, [])).toEqual(others)
  expect([told, awaited()]).toEqual([[], 0])
})

it('tells of each router once a minute, with all that came since', async () => {
  const { send, pass, answering, told } = given()
  answering(away, scored, away)
  for (let second = 0; second < 60; second++) {
    await send(lost, [])
    await send(busy, [])
    pass(1_000)
  }
  const seen = () => told.map((line) => Object.values(line).slice(0, 2))
  expect(seen()).toEqual([
    [lost, 2],
    [busy, 2],
  ])
  await send(lost, [])
  expect(seen().at(-1)).toEqual([lost, 120])
  expect(told).toHaveLength(3)
})

it('counts how many routers are awaited, and forgets them a minute after the last outcome', async () => {
  const { send, pass, awaited } = given()
  await send(lost, [])
  pass(30_000)
  await send(busy, [])
  expect(awaited()).toBe(2)
  pass(30_000)
  expect(awaited()).toBe(1)
  pass(30_000)
  expect(awaited()).toBe(0)
})
