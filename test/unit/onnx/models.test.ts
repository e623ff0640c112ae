import { expect, it } from 'vitest'
import { names } from '../../models/models.ts'
import { bytesOf, open } from './given.ts'

const safe = 'safe'
const one = { kind: 'Regression' }
const of = (classes: readonly (bigint | string)[], label: unknown = 'label') => ({
  ...{ kind: 'Classification', label, classes },
})
const two = [0n, 1n]
const three = [0n, 1n, 2n]
const irises = ['setosa', 'versicolor', 'virginica']
const noRows = /^the first dimension of input "\w+" is not open$/

type Row = readonly [batching: typeof safe | RegExp, prediction: object | undefined]

/** What each model of test/models is taken for. */
const verdicts: { readonly [name: string]: Row } = {
  'across-rows': [
    /^rows do not keep apart: output "y" is \S+ where the row alone gives 0$/,
    undefined,
  ],
  'add-int64': [safe, undefined],
  boosting: [safe, { ...one, value: 'variable' }],
  conv: [safe, undefined],
  'default-input': [safe, undefined],
  forest: [safe, { ...of(three), probabilities: 'probabilities' }],
  'forest-100': [safe, { ...of(two), probabilities: 'probabilities' }],
  'isolation-forest': [safe, undefined],
  kmeans: [safe, undefined],
  'lightgbm-classifier': [safe, { ...of(three), probabilities: 'probabilities' }],
  'lightgbm-classifier-zipmap': [safe, { ...of(three), probabilities: 'probabilities' }],
  'lightgbm-regressor': [safe, { ...one, value: 'variable' }],
  'linear-double': [safe, undefined],
  'linear-two': [safe, undefined],
  logistic: [safe, { ...of(three), probabilities: 'probabilities' }],
  'logistic-columns': [safe, { ...of(three, 'output_label'), probabilities: undefined }],
  'logistic-two': [safe, { ...of(two), probabilities: 'probabilities' }],
  'logistic-words': [safe, { ...of(irises), probabilities: 'probabilities' }],
  'logistic-words-zipmap': [
    safe,
    { ...of(irises, 'output_label'), probabilities: 'output_probability' },
  ],
  'logistic-zipmap': [safe, { ...of(three, 'output_label'), probabilities: 'output_probability' }],
  lookup: [safe, undefined],
  lstm: [safe, { ...one, value: 'output' }],
  'lstm-batch-of-one': [
    /^rows cannot go together: LSTM: .*must have shape/,
    { ...one, value: 'output' },
  ],
  'lstm-states': [noRows, undefined],
  mixed: [safe, { ...of(['no', 'yes']), probabilities: 'probabilities' }],
  'mixed-zipmap': [
    safe,
    { ...of(['no', 'yes'], 'output_label'), probabilities: 'output_probability' },
  ],
  mlp: [safe, { ...one, value: 'output' }],
  'mlp-float16': [safe, { ...one, value: 'output' }],
  'mlp-four': [noRows, { ...one, value: 'output' }],
  'mlp-one': [noRows, { ...one, value: 'output' }],
  'no-inputs': [/^it takes no input$/, undefined],
  'rows-to-one': [
    /^rows do not keep apart: output "y" has the shape \[1,2\] for 2 rows$/,
    undefined,
  ],
  scalar: [noRows, undefined],
  sequence: [safe, undefined],
  'several-outputs': [safe, undefined],
  svc: [safe, { ...of(three), probabilities: 'probabilities' }],
  text: [safe, { ...of(two), probabilities: 'probabilities' }],
  vector: [noRows, undefined],
  'xgboost-classifier': [safe, { ...of(three), probabilities: 'probabilities' }],
  'xgboost-regressor': [safe, { ...one, value: 'variable' }],
}

const types = names.filter((name) => name.startsWith('identity-') && !name.endsWith('bfloat16'))
const rows: readonly (readonly [string, Row])[] = [
  ...types.map((name) => [name, [safe, undefined]] as const),
  ...Object.entries(verdicts),
]

it.each(rows)('%s', async (name, [batching, prediction]) => {
  const model = await open(bytesOf(name))
  expect(model.signature.prediction).toEqual(prediction)
  if (batching === safe) expect(model.batching).toMatchObject({ isSafe: true })
  else expect(model.batching).toEqual({ isSafe: false, why: expect.stringMatching(batching) })
  expect(Object.values(model.measured).every((ms) => ms === undefined || ms > 0)).toBe(true)
  await model.release()
})

it('no model is left out, but for those that are refused', () => {
  const known = rows.map(([name]) => name)
  expect(names.filter((name) => !known.includes(name))).toEqual([
    'identity-bfloat16',
    'optional-input',
    'tensor-list',
  ])
})

it('a declared shape that a run has contradicted is not told', async () => {
  const model = await open(bytesOf('lightgbm-classifier'))
  expect(model.signature.outputs).toEqual([
    { name: 'label', datatype: 'INT64', shape: [''] },
    { name: 'probabilities', datatype: 'FP32', shape: ['', 3] },
  ])
  await model.release()
})

it('an input that has a default is none', async () => {
  const model = await open(bytesOf('default-input'))
  expect(model.signature.inputs.map(({ name }) => name)).toEqual(['x'])
  await model.release()
})
