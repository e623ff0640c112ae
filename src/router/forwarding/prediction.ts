import type { Json } from '../../api/json.ts'
import { predictionHeader } from '../../api/names.ts'
import type { PlannedVariant } from '../../api/routing-plan.ts'
import type { Needs } from '../../evidence/needs.ts'
import { createPointer } from '../../routing/json-pointer.ts'
import type { Values } from '../../routing/receipt-values.ts'
import { type AnswerHead, headerOf } from '../upstreams/http1/head.ts'

/** What an answer predicts, as far as it is scored. */
export type ReadPrediction = (head: AnswerHead, body: Buffer | undefined) => Values

type Read = {
  readonly label?: Json | undefined
  readonly value?: Json | undefined
  /** Of the positive label, or of each. */
  readonly probability?: Json | undefined
  /** Of the label that is predicted, where there are too many to tell of each. */
  readonly ownProbability?: Json | undefined
}

/**
 * How the answers of a variant are read: by the header in which Contender's servers say what they predict, or at the places
 * that the plan names. What isn't there, or is in a body that is packed or not JSON, is not known.
 */
export function createPredictionReader(
  { prediction }: Pick<PlannedVariant, 'prediction'>,
  needs: Needs,
): ReadPrediction {
  const isNeeded =
    needs.label || needs.value || needs.probabilities || needs.probabilityOf !== undefined
  if (!isNeeded) return () => ({})
  if (prediction === undefined) return (head) => valuesOf(inHeader(head), needs)
  const { label, probability, value } = prediction
  const at = (pointer: string | undefined) =>
    pointer === undefined ? () => undefined : createPointer(pointer)
  const places = { label: at(label), probability: at(probability), value: at(value) }
  return (head, body) => {
    const document = inBody(head, body)
    const { label, probability, value } = places
    const read = {
      label: label(document),
      probability: probability(document),
      value: value(document),
    }
    return valuesOf(read, needs)
  }
}

function inHeader(head: AnswerHead): Read {
  const text = headerOf(head, predictionHeader)
  const told = text === undefined ? undefined : parsed(text)
  if (typeof told !== 'object' || told === null) return {}
  const { label, value, probability, probabilities } = told as Read & { probabilities?: Json }
  return { label, value, probability: probabilities, ownProbability: probability }
}

function inBody(head: AnswerHead, body: Buffer | undefined): Json | undefined {
  if (body === undefined || headerOf(head, 'content-encoding') !== undefined) return undefined
  return parsed(body.toString('utf8'))
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function valuesOf(read: Read, needs: Needs): Values {
  const { probabilityOf } = needs
  return {
    ...(needs.label ? { label: textOf(read.label) } : {}),
    ...(needs.value ? { value: numberOf(read.value) } : {}),
    ...(probabilityOf === undefined ? {} : { probability: ofLabel(read, probabilityOf) }),
    ...(needs.probabilities ? { probabilities: ofAll(read.probability) } : {}),
  }
}

/** Labels are compared as text: 1 and "1" are one. */
const textOf = (label: Json | undefined): string | undefined =>
  typeof label === 'string' || typeof label === 'number' || typeof label === 'boolean'
    ? String(label)
    : undefined

const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : undefined)

/** One number is that of the positive label, where a variant tells no more. */
function ofLabel({ label, probability, ownProbability }: Read, wanted: string): number | undefined {
  if (typeof probability === 'number') return probability
  if (probability === undefined && textOf(label) === wanted) return numberOf(ownProbability)
  return ofAll(probability)?.find(([name]) => name === wanted)?.[1]
}

function ofAll(probability: Json | undefined): Values['probabilities'] {
  if (typeof probability !== 'object' || probability === null || Array.isArray(probability))
    return undefined
  const entries = Object.entries(probability)
  return entries.every(([, share]) => typeof share === 'number')
    ? (entries as [string, number][])
    : undefined
}
