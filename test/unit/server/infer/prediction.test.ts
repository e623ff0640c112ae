import { describe, expect, it } from 'vitest'
import type { Prediction } from '../../../../src/onnx/signature.ts'
import { halfBits } from '../../../../src/protocol/halves.ts'
import type { Tensor } from '../../../../src/protocol/tensor.ts'
import { outputsOf, predictionText } from '../../../../src/server/infer/prediction.ts'

const twoClasses: Prediction = {
  kind: 'Classification',
  label: 'label',
  probabilities: 'share',
  classes: ['no', 'yes'],
}
const value: Prediction = { kind: 'Regression', value: 'y' }

const label = (...values: string[]): Tensor => ({
  ...{ name: 'label', datatype: 'BYTES', shape: [values.length], values },
})
const share = (...values: number[]): Tensor => ({
  ...{ name: 'share', datatype: 'FP32', shape: [1, values.length] },
  values: Float32Array.from(values),
})
const real = (...values: number[]): Tensor => ({
  ...{ name: 'y', datatype: 'FP64', shape: [values.length, 1], values: Float64Array.from(values) },
})

describe('what a model predicts', () => {
  it('is a label, and how probable each class is', () => {
    expect(predictionText(twoClasses, [label('yes'), share(0.25, 0.75)])).toBe(
      '{"label":"yes","probabilities":{"no":0.25,"yes":0.75}}',
    )
  })

  it('is a label alone where there are no probabilities, and text where it is a number', () => {
    const prediction = { ...twoClasses, probabilities: undefined, classes: [] }
    const number: Tensor = {
      ...{ name: 'label', datatype: 'INT64', shape: [1], values: BigInt64Array.of(7n) },
    }
    expect(predictionText(prediction, [number])).toBe('{"label":"7"}')
  })

  it('is the likeliest class where the model gives no label', () => {
    const prediction = { ...twoClasses, label: undefined }
    expect(predictionText(prediction, [share(0.75, 0.25)])).toBe(
      '{"label":"no","probabilities":{"no":0.75,"yes":0.25}}',
    )
  })

  it('is a value, of half precision too', () => {
    expect(predictionText(value, [real(1.25)])).toBe('{"value":1.25}')
    const half = { ...real(), datatype: 'FP16', shape: [1], values: Uint16Array.of(halfBits(0.5)) }
    expect(predictionText(value, [half as Tensor])).toBe('{"value":0.5}')
  })

  it.each([
    ['of several rows', value, [real(1, 2)]],
    ['that is not a number', value, [real(Number.NaN)]],
    [
      'of two rows that look like one of two classes',
      { ...twoClasses, label: undefined },
      [{ ...share(0.25, 0.75), shape: [2, 1] }],
    ],
    ['of two labels', twoClasses, [label('no', 'yes')]],
    ['of a model that is no classifier, and has no value', undefined, [real(1)]],
  ])('is not told %s', (_, prediction, outputs) => {
    expect(predictionText(prediction, outputs)).toBeUndefined()
  })

  it('never counts as probable what is not a number', () => {
    expect(predictionText(twoClasses, [label('no'), share(Number.NaN, 1)])).toBe('{"label":"no"}')
  })

  it('of many classes is the label with its own probability, so that the header stays short', () => {
    const classes = Array.from({ length: 500 }, (_, nth) => `class-${nth}`)
    const shares = classes.map((_, nth) => (nth === 3 ? 0.5 : 0.001))
    const prediction = { ...twoClasses, classes }
    expect(predictionText(prediction, [label('class-3'), share(...shares)])).toBe(
      '{"label":"class-3","probability":0.5}',
    )
    expect(predictionText(prediction, [label('x'.repeat(2_000))])).toBeUndefined()
  })

  it('is ASCII, whatever the classes are called', () => {
    const prediction = { ...twoClasses, classes: ['naïve', '😀'] }
    const text = predictionText(prediction, [label('😀'), share(0.25, 0.75)]) ?? ''
    expect(text).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(text)).toEqual({ label: '😀', probabilities: { naïve: 0.25, '😀': 0.75 } })
  })

  it('comes from these outputs', () => {
    expect(outputsOf(twoClasses)).toEqual(['label', 'share'])
    expect(outputsOf(value)).toEqual(['y'])
    expect(outputsOf(undefined)).toEqual([])
  })
})
