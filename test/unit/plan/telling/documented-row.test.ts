import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { type RowTold, rowTold } from '../../../../src/plan/telling/row.ts'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import { accuracy, aLook, aTrial } from '../../stats/decision/given.ts'
import { rates } from '../../stats/effects/given.ts'
import { looked } from '../given.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/statistics.md'), 'utf8')
const [, planned = '', block = ''] =
  /planned for ([\d,]+) outcomes.*?\n```yaml\n(.*?)```/s.exec(page) ?? []
const [documented] = parse(block) as [RowTold]

it('tells of the counts on the page the row that stands there, to the last digit', () => {
  const { challenger = '', champion = {}, counted = {} } = documented
  const countsOf = ({ requests = 0, events = 0 }) => [requests, events] as const
  const observed = rates(countsOf(champion), countsOf(counted), 0.2)
  const questions = [accuracy({ observed })]
  const [row] = judge(
    aLook({
      plannedN: Number(planned.replaceAll(',', '')),
      trials: [aTrial({ challenger, questions })],
    }),
    noMemory,
  ).rows
  const ripe = ({ mature = 0, pending = 0, late = 0 }) => ({ mature, pending, late })
  const metrics = { accuracy: { champion: ripe(champion), challenger: ripe(counted) } }
  const counts = [{ challenger, fallbackShare: 0.0004, metrics }]
  expect(row && rowTold(row, { looked: looked({}), counts, observed: undefined })).toEqual(
    documented,
  )
})
