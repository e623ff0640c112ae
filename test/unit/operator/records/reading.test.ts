import { expect, it } from 'vitest'
import { readRecord } from '../../../../src/operator/records/reading.ts'
import { reaching } from '../../plan/course.ts'

const whole = JSON.stringify(reaching.Comparing().record())
const changed = (change: object) => JSON.stringify({ ...JSON.parse(whole), ...change })

it('reads what was written', () => expect(readRecord(whole)).toEqual({ record: JSON.parse(whole) }))

it.each([
  ['nothing', '', 'it is no JSON object'],
  ['half of it', whole.slice(0, 900), 'it is no JSON object'],
  ['a list', '[]', 'it is no JSON object'],
  [
    'that of a newer version',
    changed({ format: 2 }),
    'it has format 2, which a newer Contender has written',
  ],
  ['one without a champion', changed({ champion: undefined }), /^champion: /],
  ['one without a round', changed({ round: {} }), /^round\.\w+: /],
  [
    'one without an epoch',
    changed({ round: { ...JSON.parse(whole).round, epochs: [] } }),
    'its round has no epoch',
  ],
  [
    'an unknown stage',
    changed({ round: { ...JSON.parse(whole).round, stage: 'Resting' } }),
    /^round\.stage: /,
  ],
])('guesses at nothing: %s', (_, text, why) => {
  const read = readRecord(text)
  expect('corrupt' in read && read.corrupt).toEqual(
    typeof why === 'string' ? why : expect.stringMatching(why),
  )
})
