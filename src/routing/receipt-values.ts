import { mostLabelBytes } from '../api/metrics.ts'
import {
  check,
  faulty,
  putByte,
  putFloat,
  type Reading,
  takeByte,
  takeFloat,
  type Writing,
} from './receipt-bytes.ts'
import { putText, takeText } from './receipt-texts.ts'

/** What a prediction said, as far as scoring needs it. */
export type Values = {
  /** Of at most 64 bytes as UTF-8. */
  readonly label?: string | undefined
  readonly value?: number | undefined
  /** Of the positive label. */
  readonly probability?: number | undefined
  /** By label, at most 16 of them. */
  readonly probabilities?: Probabilities | undefined
}

export type Probabilities = readonly (readonly [label: string, probability: number])[]

const mostProbabilities = 16

/**
 * What of it fits into a receipt. The rest is left out whole, never cut or rounded: its metrics then can't be
 * scored, and say so, whereas half a label would be scored wrongly.
 */
export const boundedValues = ({ label, value, probability, probabilities }: Values): Values => ({
  label: label !== undefined && isLabel(label) ? label : undefined,
  value: Number.isFinite(value) ? value : undefined,
  probability: Number.isFinite(probability) ? probability : undefined,
  probabilities:
    probabilities !== undefined && areBounded(probabilities) ? probabilities : undefined,
})

/** So many bytes are enough for them. */
export const roomForValues = ({ probabilities }: Values): number =>
  1 +
  labelRoom +
  8 +
  8 +
  (probabilities === undefined ? 0 : 1 + mostProbabilities * (labelRoom + 8))

/** One byte says which of them there are, and they follow in the order of the type. */
export function putValues(to: Writing, { label, value, probability, probabilities }: Values): void {
  const there =
    (label === undefined ? 0 : 1) +
    (value === undefined ? 0 : 2) +
    (probability === undefined ? 0 : 4) +
    (probabilities === undefined ? 0 : 8)
  putByte(to, there)
  if (label !== undefined) putText(to, label, mostLabelBytes)
  if (value !== undefined) putFloat(to, value)
  if (probability !== undefined) putFloat(to, probability)
  if (probabilities !== undefined) putProbabilities(to, probabilities)
}

export function takeValues(from: Reading): Values {
  const there = takeByte(from)
  if (there >= 16) faulty(from, 'holds values that nobody knows')
  return {
    label: there & 1 ? takeText(from, mostLabelBytes) : undefined,
    value: there & 2 ? takeFloat(from) : undefined,
    probability: there & 4 ? takeFloat(from) : undefined,
    probabilities: there & 8 ? takeProbabilities(from) : undefined,
  }
}

const labelRoom = 1 + mostLabelBytes

function putProbabilities(to: Writing, probabilities: Probabilities): void {
  check(probabilities.length <= mostProbabilities, probabilities.length)
  putByte(to, probabilities.length)
  for (const [label, probability] of probabilities) {
    putText(to, label, mostLabelBytes)
    putFloat(to, probability)
  }
}

function takeProbabilities(from: Reading): Probabilities {
  const count = takeByte(from)
  if (count > mostProbabilities) faulty(from, 'holds too many probabilities')
  const found: (readonly [string, number])[] = []
  while (found.length < count && from.fault === undefined) {
    found.push([takeText(from, mostLabelBytes), takeFloat(from)])
  }
  return found
}

/** Whether it fits, and can be told from every other. */
export const isLabel = (label: string): boolean =>
  label.length <= mostLabelBytes &&
  label.isWellFormed() &&
  Buffer.byteLength(label) <= mostLabelBytes

const areBounded = (probabilities: Probabilities) =>
  probabilities.length <= mostProbabilities &&
  probabilities.every(([label, probability]) => isLabel(label) && Number.isFinite(probability))
