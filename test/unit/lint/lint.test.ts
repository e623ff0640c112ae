import { expect, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import { lineOf } from '../../../src/lint/finding.ts'
import { lintText } from '../../../src/lint/lint.ts'

const admission = createAdmission(crd)

/** Findings as lint prints them, without the name of the file. */
function findings(text: string): readonly string[] {
  return lintText(admission, 'x', text).findings.map((finding) =>
    lineOf(finding).slice('x:'.length),
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
        /^14:58: spec\.metrics\[0\]\.minimumEffect: Invalid value: .*; put it in quotes: "0\.01"$/,
      ),
    ],
  ],
  [
    'a YAML 1.1 boolean that must be text',
    'name: v4',
    'name: no',
    [
      expect.stringMatching(
        /^11:7: spec\.variants\[1\]\.name: Invalid value: .*; put it in quotes: "no"$/,
      ),
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
  ['a tab as indentation', manifest.replace('  champion', '\tchampion'), /^7:1: .*[Tt]ab/],
  [
    'a key that comes twice',
    manifest.replace('  champion: v3', '  champion: v3\n  champion: v4'),
    /^8:3: spec\.champion: /,
  ],
  [
    'an anchor that is not there',
    manifest.replace('champion: v3', 'champion: *v'),
    /^7:13: .*anchor/,
  ],
  [
    'a template that nobody rendered',
    manifest.replace('champion: v3', 'champion: {{ .Values.champion }}'),
    /^7:\d+: .*; a template\? render it first: helm template/,
  ],
])('says where the text itself is wrong: %s', (_, text, expected) => {
  expect(findings(text)).toEqual([expect.stringMatching(expected)])
})

it.each([
  ['no object', 'hello', '1:1: this is no object; it needs apiVersion and kind'],
  ['a list of values', '- a', '1:1: this is no object; it needs apiVersion and kind'],
  ['no kind', 'apiVersion: v1', '1:1: an object needs kind'],
  ['an empty kind', 'apiVersion: v1\nkind:', '1:1: an object needs kind'],
  ['nothing', '# nothing\n', '1:1: there is no object in here'],
  [
    'a mistyped kind',
    manifest.replace('ModelExperiment', 'ModelExperment'),
    '2:1: kind: contender.dev has no kind ModelExperment; did you mean ModelExperiment?',
  ],
  [
    'a mistyped group',
    manifest.replace('contender.dev', 'contender.de'),
    '1:1: apiVersion: contender.de is not contender.dev; write contender.dev/v1alpha1',
  ],
  [
    'no version',
    manifest.replace('/v1alpha1', ''),
    '1:1: apiVersion: the version is missing; write contender.dev/v1alpha1',
  ],
])('does not pass over %s', (_, text, expected) => {
  expect(findings(text)).toEqual([expected])
})

it('passes over objects of other kinds', () => {
  const { others, findings } = lintText(admission, 'x', 'apiVersion: v1\nkind: ConfigMap')
  expect({ others, findings }).toEqual({ others: 1, findings: [] })
})

it.each([
  ['List', 'v1', '"apiVersion":"contender.dev/v1alpha1","kind":"ModelExperiment",'],
  ['ModelExperimentList', 'contender.dev/v1alpha1', ''],
])('reads items of a %s, and points into them', (kind, apiVersion, header) => {
  const item = `{${header}"metadata":{"name":"a"},"spec":{"champion":"b","variants":[]}}`
  const list = `{"apiVersion":"${apiVersion}","kind":"${kind}","items":[\n${item}]}`
  expect(findings(list).map((line) => line.replace(/^2:\d+: |: .*/g, ''))).toEqual([
    'spec.variants',
    'spec.champion',
  ])
})

it('says that a document is larger than a server takes, and stays up', () => {
  const large = manifest.replace(
    'name: signals',
    `name: signals\n  annotations: { a: "${'x'.repeat(5_000_000)}" }`,
  )
  expect(findings(large)).toEqual([
    '1:1: 5000360 bytes are more than the 3145728 that an API server takes',
  ])
})

it.each([
  [
    'a challenger without share',
    '  metrics:',
    '    - { name: v5, model: { uri: "s3://m/5.onnx" } }\n  traffic: { split: { challengers: [{ name: v4, percent: 5 }] } }\n  metrics:',
    /spec\.traffic\.split\.challengers: warning: v5 gets no traffic/,
  ],
  [
    'a champion in the split',
    '  metrics:',
    '  traffic: { split: { challengers: [{ name: v3, percent: 5 }, { name: v4, percent: 5 }] } }\n  metrics:',
    /spec\.traffic\.split\.challengers: warning: v3 is the champion/,
  ],
  [
    'a leap from the shadow to all traffic',
    '  metrics:',
    '  traffic: { shadow: {} }\n  metrics:',
    /spec\.traffic\.shadow: warning: the winner of a shadow alone gets all traffic at once/,
  ],
  [
    'a validation that sees no outcome',
    'outcomeDelay: 1h',
    'outcomeDelay: 48h',
    /spec\.promotion\.validation: warning: validation ends before/,
  ],
  [
    'steps that never end',
    '  metrics:',
    '  decision: { minimumDuration: 10m, maximumDuration: 61m }\n  traffic: { canary: { steps: [{ percent: 1, minimumDuration: 31m }, { percent: 2, minimumDuration: 31m }] } }\n  metrics:',
    /spec\.traffic\.canary\.steps: warning: the steps alone take longer/,
  ],
  [
    'bytes that anybody can exchange',
    's3://m/4.onnx',
    'http://m/4.onnx',
    /spec\.variants\[1\]\.model\.uri: warning: anybody on the way/,
  ],
])('advises on %s', (_, text, by, expected) => {
  expect(manifest).toContain(text)
  expect(findings(manifest.replace(text, by))).toEqual([expect.stringMatching(expected)])
})

const capped = ', largestError: "40"'

it.each([
  ['MAE', 'RMSE, role: Guardrail, limit: "3"', ['[0]: warning: MAE', '[1]: warning: RMSE']],
  [`MAE${capped}`, 'R2, role: Guardrail, margin: { absolute: "0.1" }', ['[1]: warning: R2']],
  [`MAE${capped}`, `RMSE, role: Guardrail, limit: "3"${capped}`, []],
  [`R2${capped}`, 'RMSE, role: Info', []],
])('asks for the largest error that counts, where errors are judged: %s and %s', (objective, other, expected) => {
  const text = manifest
    .replace('Classification', 'Regression')
    .replace(/kind: Accuracy/, `kind: ${objective}`)
    .concat(`    - { name: other, outcomeDelay: 1h, kind: ${other} }\n`)
  const asked = findings(text).map(
    (line) => / spec.metrics(.*) is judged .*; give largestError/.exec(line)?.[1],
  )
  expect(asked).toEqual(expected)
})

it('tells of unknown fields and of everything else in the same breath', () => {
  const text = manifest.replace('champion: v3', 'champion: v9\n  nonsense: 1')
  expect(findings(text)).toEqual([
    expect.stringMatching(/^8:3: spec\.nonsense: unknown field; known here: /),
    expect.stringMatching(/^7:3: spec\.champion: Invalid value: name one of spec\.variants/),
  ])
})

it('counts bytes, as they come from kubectl', () => {
  const filled = (text: string) =>
    manifest.replace('name: signals', `name: signals\n  annotations: { a: "${text}" }`)
  expect(findings(filled('ü'.repeat(1_600_000)))).toEqual([
    expect.stringContaining('are more than'),
  ])
  expect(findings(filled('<'.repeat(600_000)))).toEqual([expect.stringContaining('are more than')])
})

it('says once that more rules wait for a correction', () => {
  const { isPartial, findings } = lintText(
    admission,
    'x',
    manifest.replace('kind: Accuracy', 'kind: X'),
  )
  expect({ isPartial, problems: findings.length }).toEqual({ isPartial: true, problems: 1 })
  expect(lintText(admission, 'x', manifest).isPartial).toBe(false)
})

it('helps with a largestError in percent', () => {
  const text = manifest
    .replace('Classification', 'Regression')
    .replace('kind: Accuracy', 'kind: MAE, largestError: "40%"')
  expect(findings(text)).toEqual([
    expect.stringMatching(/largestError: .*; write it like "12\.5", without a percent sign$/),
  ])
})

it.each([
  ['percent: 2.5', /percent: .*; write a whole number, without quotes or a percent sign$/],
  ['percent: 5%', /percent: .*; write a whole number, without quotes or a percent sign$/],
  ['percent: 5, minimumDuration: 1w', /minimumDuration: .*; write it like 90s, 1h30m or 168h$/],
])('helps with {%s}', (step, expected) => {
  const text = manifest.replace(
    '  metrics:',
    `  traffic: { canary: { steps: [{ ${step} }] } }\n  metrics:`,
  )
  expect(findings(text)).toEqual([expect.stringMatching(expected)])
})
