import { expect, it } from 'vitest'
import { type Tally, tallied } from '../../../../../src/local/kubelet/life/tally.ts'

function verdicts(answers: string, probe: object): string {
  let tally: Tally | undefined
  return [...answers]
    .map((answer) => {
      tally = tallied(probe, tally, answer === '+' ? 'well' : 'ill')
      return { well: '+', ill: '-', unknown: '?' }[tally.verdict]
    })
    .join('')
}

it.each([
  ['+', '+', {}],
  ['---', '??-', {}],
  ['--+--', '??+++', {}], // not in a row
  ['+---+', '+++-+', {}],
  ['+-', '+-', { failureThreshold: 1 }],
  ['++-++', '?++++', { successThreshold: 2 }],
  ['++---+-++', '?+++----+', { successThreshold: 2 }],
])('finds of the answers %s the verdicts %s with %j', (answers, expected, probe) =>
  expect(verdicts(answers, probe)).toBe(expected))
