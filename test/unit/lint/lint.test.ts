import { expect, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import { lintText } from '../../../src/lint/lint.ts'

const admission = createAdmission(crd)

/** Findings as lint prints them, without the name of the file. */
function findings(text: string): readonly string[] {
  return lintText(admission, 'x', text).findings.map(
    ({ line, column, level, path, message, hint }) =>
      `${line}:${column}: ${level === 'warning' ? 'warning: ' : ''}${path}: ${message}${hint ? `; ${hint}` : ''}`,
  )
}

const manifest = `apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata:
  name: signals
spec:
  task: Classification
  champion: v3
  variants:
    - name: v3
      model: { uri: "s3://m/3.onnx" }
    - name: v4
      model: { uri: "s3://m/4.onnx" }
  metrics:
    - { name: accuracy, kind: Accuracy, role: Objective, outcomeDelay: 1h }
`

it('has nothing to say of a sound experiment', () => {
  expect(findings(manifest)).toEqual([])
})

it.each([
  [
    'an unknown field, with the one that was meant',
    'name: v4',
    'name: v4\n      replica: 2',
    ['12:7: spec.variants[1].replica: unknown field; did you mean replicas?'],
  ],
  [
    'a field that is at home elsewhere, with those that are known',
    '  champion: v3',
    '  champion: v3\n  percentages: 3',
    [
      '8:3: spec.percentages: unknown field; known here: task, champion, variants, prediction, traffic, metrics, outcomes, decision, promotion, router, suspend',
    ],
  ],
  [
    'a number that must be text',
    'role: Objective,',
    'role: Objective, minimumEffect: 0.01,',
    [
      expect.stringMatching(
        /^14:58: spec\.metrics\[0\]\.minimumEffect: Invalid value: .*; quote it: "0\.01"$/,
      ),
      expect.stringContaining('some validation rules were not checked'),
    ],
  ],
  [
    'a YAML 1.1 boolean that must be text',
    'name: v4',
    'name: no',
    [
      expect.stringMatching(
        /^11:7: spec\.variants\[1\]\.name: Invalid value: .*; quote it: "false"$/,
      ),
      expect.stringContaining('some validation rules were not checked'),
    ],
  ],
  [
    'a choice with a typing error',
    'kind: Accuracy',
    'kind: Acuracy',
    [
      expect.stringMatching(
        /^14:25: spec\.metrics\[0\]\.kind: Unsupported value: "Acuracy": .*; did you mean Accuracy\?$/,
      ),
      expect.stringContaining('some validation rules were not checked'),
    ],
  ],
  [
    'days in a duration',
    '1h }',
    '7d }',
    [
      expect.stringMatching(
        /^14:58: spec\.metrics\[0\]\.outcomeDelay: Invalid value: "7d": .*should match .*; write it like 90s, 1h30m or 168h$/,
      ),
      '14:58: spec.metrics[0].outcomeDelay: Invalid value: "7d": write days as hours: 7d is 168h',
    ],
  ],
  [
    'a missing field, with what it is',
    '  champion: v3\n',
    '',
    [
      expect.stringMatching(
        /^5:1: spec\.champion: Required value; The variant that serves first\.$/,
      ),
      expect.stringContaining('some validation rules were not checked'),
    ],
  ],
  [
    'a name that comes twice',
    'name: v4',
    'name: v3',
    [expect.stringMatching(/^11:7: spec\.variants\[1\]: Duplicate value/)],
  ],
  [
    'a version that we do not have',
    'v1alpha1',
    'v1beta1',
    ['1:1: apiVersion: ModelExperiment has no version v1beta1; write contender.dev/v1alpha1'],
  ],
])('points at %s', (_, text, by, expected) => {
  expect(manifest).toContain(text)
  expect(findings(manifest.replace(text, by))).toEqual(expected)
})

it.each([
  ['a tab as indentation', manifest.replace('  champion', '\tchampion')],
  ['a key that comes twice', manifest.replace('  champion: v3', '  champion: v3\n  champion: v4')],
  ['an anchor that is not there', manifest.replace('champion: v3', 'champion: *v')],
])('says where the text itself is wrong: %s', (_, text) => {
  const [first, ...others] = lintText(admission, 'x', text).findings
  expect(first?.level).toBe('problem')
  expect(first?.line).toBeGreaterThan(5)
  expect(others).toEqual([])
})

it('reads items of a list, and points into them', () => {
  const items = [JSON.parse('{"apiVersion":"contender.dev/v1alpha1","kind":"ModelExperiment"}')]
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 1)
  const { findings, experiments } = lintText(admission, 'x', list)
  expect(experiments).toBe(1)
  expect(findings.every(({ line }) => line >= 4)).toBe(true)
  expect(findings.length).toBeGreaterThan(0)
})

it('says that a document is larger than a server takes, and stays up', () => {
  const large = manifest.replace(
    'name: signals',
    `name: signals\n  annotations: { a: "${'x'.repeat(5_000_000)}" }`,
  )
  expect(findings(large)).toEqual(['1:1: : the API server takes no object above 3145728 bytes'])
})

it.each([
  [
    'a challenger without share',
    '  metrics:',
    '  traffic: { split: { challengers: [{ name: v3, percent: 5 }] } }\n  metrics:',
    /warning: spec\.traffic\.split\.challengers: v4 gets no traffic/,
  ],
  [
    'a truth that is expected at once',
    ', outcomeDelay: 1h',
    '',
    /warning: spec\.metrics\[0\]: accuracy is judged at once/,
  ],
  [
    'a validation that sees no outcome',
    'outcomeDelay: 1h',
    'outcomeDelay: 48h',
    /warning: spec\.promotion\.validation: validation ends before/,
  ],
  [
    'steps that never end',
    '  metrics:',
    '  decision: { minimumDuration: 10m, maximumDuration: 61m }\n  traffic: { canary: { steps: [{ percent: 1, minimumDuration: 31m }, { percent: 2, minimumDuration: 31m }] } }\n  metrics:',
    /warning: spec\.traffic\.canary\.steps: the steps alone take longer/,
  ],
  [
    'bytes that anybody can exchange',
    's3://m/4.onnx',
    'http://m/4.onnx',
    /warning: spec\.variants\[1\]\.model\.uri: anybody on the way/,
  ],
])('advises on %s', (_, text, by, expected) => {
  expect(manifest).toContain(text)
  expect(findings(manifest.replace(text, by))).toEqual([expect.stringMatching(expected)])
})

it('tells of unknown fields and of everything else in the same breath', () => {
  const text = manifest.replace('champion: v3', 'champion: v9\n  nonsense: 1')
  expect(findings(text)).toEqual([
    expect.stringMatching(/^8:3: spec\.nonsense: unknown field; known here: /),
    expect.stringMatching(/^7:3: spec\.champion: Invalid value: name one of spec\.variants/),
  ])
})
