import type { Prediction } from '../../onnx/signature.ts'
import { halfValue } from '../../protocol/halves.ts'
import type { Tensor, Tensors } from '../../protocol/tensor.ts'

/** Headers are bounded everywhere; of more classes than fit, the label and its own probability are told. */
const mostBytes = 1_024

/** The outputs that a prediction is read from. */
export function outputsOf(prediction: Prediction | undefined): readonly string[] {
  if (prediction === undefined) return []
  if (prediction.kind === 'Regression') return [prediction.value]
  return [prediction.label, prediction.probabilities].filter((name) => name !== undefined)
}

/**
 * What a model has predicted, as ASCII JSON: `{"label":"b","probabilities":{"a":0.1,"b":0.9}}` or `{"value":1.25}`.
 * Absent where the answer has no row or several, or where what it says is no prediction (NaN).
 */
export function predictionText(
  prediction: Prediction | undefined,
  outputs: Tensors,
): string | undefined {
  if (prediction === undefined) return undefined
  const text =
    prediction.kind === 'Regression'
      ? valueText(prediction, outputs)
      : classificationText(prediction, outputs)
  return text !== undefined && text.length <= mostBytes ? text : undefined
}

type Of<Kind> = Extract<Prediction, { readonly kind: Kind }>

function valueText({ value: name }: Of<'Regression'>, outputs: Tensors): string | undefined {
  const [value, ...others] = numbersOf(named(name, outputs))
  return others.length === 0 && Number.isFinite(value) ? `{"value":${value}}` : undefined
}

function classificationText(
  { label: labelled, probabilities, classes }: Of<'Classification'>,
  outputs: Tensors,
): string | undefined {
  const names = classes.map(String)
  const shares = numbersOf(named(probabilities, outputs))
  const told = shares.length === names.length && shares.every(Number.isFinite) ? shares : []
  const label = labelOf(named(labelled, outputs)) ?? names[likeliest(told)]
  return label === undefined ? undefined : classText(label, names, told)
}

const named = (name: string | undefined, outputs: Tensors) =>
  outputs.find((output) => output.name === name)

function classText(label: string, classes: readonly string[], shares: readonly number[]): string {
  const named = `{"label":${ascii(label)}`
  const each = classes.map((name, nth) => `${ascii(name)}:${shares[nth]}`)
  const whole = `${named},"probabilities":{${each.join(',')}}}`
  if (shares.length > 0 && whole.length <= mostBytes) return whole
  const own = shares[classes.indexOf(label)]
  return own === undefined ? `${named}}` : `${named},"probability":${own}}`
}

/** Labels are told as text, whatever they are: an outcome that says 1 or "1" means the same class. */
function labelOf(tensor: Tensor | undefined): string | undefined {
  return tensor?.values.length === 1 ? String(tensor.values[0]) : undefined
}

function numbersOf(tensor: Tensor | undefined): readonly number[] {
  if (tensor === undefined || (tensor.shape[0] ?? 1) !== 1) return []
  const real = tensor.datatype === 'FP16' ? (bits: number) => halfValue(bits) : Number
  return Array.from(tensor.values as ArrayLike<number>, (value) => real(value))
}

function likeliest(shares: readonly number[]): number {
  return shares.indexOf(Math.max(...shares))
}

/** Headers have no other characters that all agree upon. */
function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
