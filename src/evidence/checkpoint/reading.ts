import { ContenderError, saidBy } from '../../errors.ts'
import type { Tally } from '../tally.ts'
import {
  type CheckPoint,
  digestOf,
  type Frame,
  frameName,
  nameOfMetric,
  type Part,
  unitsName,
} from './check-point.ts'
import { readAgain } from './numbers.ts'
import { unitsIn, type WrittenUnits } from './units.ts'
import { tallyIn, type WrittenSums } from './written-tally.ts'

/** What was written, in whatever order its parts come. Throws `EvidenceCorrupt`, with the name of the part that is not what it was. */
export function checkPointIn(parts: readonly Part[], digest: string): CheckPoint {
  const texts = new Map(parts.map(({ name, text }) => [name, text]))
  const text = soundText(texts, frameName, digest)
  const frame = readAs<Frame>(frameName, text)
  if (frame.format !== 1) throw corrupt(frameName, `has format ${frame.format}`)
  const part = <T>(name: string) => readAs<T>(name, soundText(texts, name, frame.parts[name]))
  try {
    const { atMs, memories, case: decided } = frame
    const gathered = { ...frame.gathered, ...readIn(frame, part) }
    return { atMs, gathered, memories, case: decided }
  } catch (cause) {
    if (cause instanceof ContenderError) throw cause
    throw corrupt(frameName, `and its parts are not of one piece: ${saidBy(cause)}`)
  }
}

function readIn({ gathered }: Frame, part: <T>(name: string) => T) {
  const units = part<readonly WrittenUnits[]>(unitsName).map(unitsIn)
  const sums = new Map<string, Iterator<WrittenSums>>()
  const next = (metric: string): WrittenSums => {
    const all = sums.get(metric) ?? part<readonly WrittenSums[]>(nameOfMetric(metric)).values()
    sums.set(metric, all)
    return all.next().value
  }
  const tallies = gathered.tallies.map((tally, nth): Tally => {
    const { level, rows } = units[nth] ?? { level: 0, rows: [] }
    return tallyIn(tally, { level, rows }, next)
  })
  return { tallies, numbers: gathered.numbers.map(readAgain) }
}

function soundText(texts: ReadonlyMap<string, string>, name: string, digest: string | undefined) {
  const text = texts.get(name)
  if (text === undefined) throw corrupt(name, 'is missing')
  if (digestOf(text) !== digest) throw corrupt(name, 'is not what was written')
  return text
}

function readAs<T>(name: string, text: string): T {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw corrupt(name, `is no JSON: ${saidBy(cause)}`)
  }
}

const corrupt = (name: string, why: string) =>
  new ContenderError('EvidenceCorrupt', `the part ${name} of the check-point ${why}`)
