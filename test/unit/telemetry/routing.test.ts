import { expect, it } from 'vitest'
import { createRoutingMetrics } from '../../../src/telemetry/routing.ts'

const standing = {
  ...{ planRevision: () => 1, circuits: () => [], bodyBytes: () => 0, copyBytes: () => 0 },
  ...{
    missingKeys: () => 0,
    isSound: () => true,
    lostWindows: () => 0,
    siblings: () => 0,
    awaited: () => 0,
  },
}
const answer = (assigned: string, answering: string, how: string, code = 'Ok') => ({
  ...{ assigned, answering, how, code, tookMs: 2 },
})
const [champion, challenger] = ['old@00000001', 'new@00000002']

const countsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('contender_route_requests_total{'))
    .map((line) => [/how="(\w+)",code="(\w+)"/.exec(line)?.slice(1).join(' '), line.split(' ')[1]])

it('counts each kind of answer by itself, and goes on from one scrape to the next', async () => {
  const { answered, page } = createRoutingMetrics(standing)
  answered(answer(champion, champion, 'Normal'))
  answered(answer(champion, champion, 'Normal'))
  answered(answer(challenger, champion, 'Fallback'))
  answered(answer(challenger, challenger, 'Normal', 'Refused'))
  const first = [
    ...[['Normal Ok', '2'] as const, ['Fallback Ok', '1'] as const],
    ['Normal Refused', '1'],
  ]
  expect(countsIn((await page()).text)).toEqual(first)
  expect(countsIn((await page()).text)).toEqual(first)
  answered(answer(champion, champion, 'Normal'))
  expect(countsIn((await page()).text)[0]).toEqual(['Normal Ok', '3'])
})

it('measures predictions alone, by who was assigned', async () => {
  const { answered, page } = createRoutingMetrics(standing)
  answered(answer(challenger, champion, 'Fallback'))
  answered(answer('', champion, 'Normal'))
  const { text } = await page()
  const counts = text.split('\n').filter((line) => line.includes('duration_seconds_count'))
  expect(counts).toEqual([`contender_route_duration_seconds_count{assigned="${challenger}"} 1`])
})
