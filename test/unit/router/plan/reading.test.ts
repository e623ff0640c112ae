import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { planIn, planOf } from '../../../../src/router/plan/reading.ts'

const sound = readFileSync(
  join(import.meta.dirname, '../../../../deploy/examples/routing/plan.yaml'),
  'utf8',
)

/** The example with one of its lines otherwise; the line must be there. */
function edited(line: string, to: string): string {
  expect(sound).toContain(line)
  return sound.replace(line, to)
}

const lineOf = (text: string) => sound.slice(0, sound.indexOf(text)).split('\n').length

it('reads the example, with what is left out as it is then', () => {
  const plan = planIn(sound, 'plan.yaml')
  expect(plan).toMatchObject({
    ...{ champion: 'v1@00000001', timeout: '500ms', retry: 'Never', allowOverride: false },
    ...{ acceptFor: '168h', unit: { header: 'x-user-id' } },
  })
  expect(plan.shadow).toBeUndefined()
})

it('reads the same as JSON', () => {
  const plan = planIn(sound, 'plan.yaml')
  expect(planIn(JSON.stringify(plan), 'plan.json')).toEqual(plan)
  expect(planOf(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
})

it('fills in defaults', () => {
  const plan = planIn(edited('timeout: 500ms\n', ''), 'plan.yaml')
  expect(plan.timeout).toBe('10s')
})

/** What is wrong, and where; what is said names the line, the field and the way out. */
const wrong: readonly (readonly [title: string, line: string, to: string, says: RegExp])[] = [
  ['a field that nobody knows', 'round: 1\n', 'round: 1\nrounds: 2\n', /rounds/],
  ['a field that is missing', 'task: Classification\n', '', /task/],
  ['another kind', 'kind: RoutingPlan', 'kind: Routingplan', /kind.*RoutingPlan/],
  ['another version', 'contender.dev/v1alpha1', 'contender.dev/v9', /apiVersion/],
  ['text for a number', 'epoch: 1', 'epoch: one', /epoch.*integer/],
  ['a number below 1', 'planRevision: 1', 'planRevision: 0', /planRevision/],
  [
    'a champion that is no variant',
    'champion: v1@00000001',
    'champion: v9@00000009',
    /champion.*name one of/,
  ],
  ['a share beyond its end', 'to: 0.3', 'to: 1.3', /to/],
  ['a share that ends before it begins', 'from: 0, to: 0.3', 'from: 0.5, to: 0.3', /shares/],
  ['two sources of a unit', 'header: x-user-id', 'header: x-user-id, cookie: id', /unit/],
  ['a duration that is none', 'timeout: 500ms', 'timeout: 7d', /timeout/],
  ['no duration at all', 'timeout: 500ms', 'timeout: 0s', /timeout.*above zero/],
  ['an address without a port', '"127.0.0.1:8081"', '"127.0.0.1"', /endpoints/],
  ['a port that there is not', '"127.0.0.1:8081"', '"127.0.0.1:99999"', /endpoints.*port/],
  [
    'an address that there is not',
    '"127.0.0.1:8081"',
    '"10.0.0.256:1"',
    /endpoints.*address that there can be/,
  ],
  ['a bad IPv6 address', '"127.0.0.1:8081"', '"[:::1]:1"', /endpoints.*address that there can be/],
  ['a key that signs and is not honoured', 'accept: [k1]', 'accept: [k2]', /keys.*add k1/],
  ['a metric that lacks its threshold', ', latencyThreshold: 50ms', '', /metrics/],
  ['two variants of one name', 'v2@00000002, endpoints', 'v1@00000001, endpoints', /variants/],
]

it.each(wrong)('names %s, and its line', (_, line, to, says) => {
  let said = ''
  try {
    planIn(edited(line, to), 'plan.yaml')
  } catch (cause) {
    expect(cause).toMatchObject({ code: 'PlanInvalid' })
    said = (cause as Error).message
  }
  expect(said).toMatch(says)
  expect(said).toMatch(/^plan\.yaml:\d+: /)
})

it('names the very line', () => {
  const at = lineOf('timeout: 500ms')
  expect(() => planIn(edited('timeout: 500ms', 'timeout: 0s'), 'plan.yaml')).toThrow(
    `plan.yaml:${at}: timeout: give a duration above zero`,
  )
})

it.each([
  ['an empty file', '', 'plan.yaml: is empty'],
  ['two documents', `${sound}\n---\n${sound}`, ': one document is enough'],
  ['no mapping', '- a\n', 'a plan is a mapping'],
  ['what is no YAML', 'a: [1\n', 'plan.yaml:'],
  ['a key that is there twice', `${sound}round: 2\n`, 'the key is given twice'],
])('refuses %s', (_, text, says) => {
  expect(() => planIn(text, 'plan.yaml')).toThrow(
    expect.objectContaining({ code: 'PlanInvalid', message: expect.stringContaining(says) }),
  )
})

it('tells the first few, and how many more there are', () => {
  const many = Array.from({ length: 9 }, (_, nth) => `strange${nth}: 1\n`).join('')
  expect(() => planIn(sound + many, 'plan.yaml')).toThrow(/(strange\d.*){5}and 4 more$/)
})

it('refuses what is nested deeper than any plan, however deep it is', () => {
  const plan = planIn(sound, 'plan.yaml')
  for (const depth of [17, 5_000, 100_000]) {
    const deep = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    expect(() => planOf({ ...plan, salt: deep })).toThrow(/nested at most 16 times/)
    expect(() => planOf({ ...plan, unknown: deep })).toThrow(/nested at most 16 times/)
  }
})
