import { expect, it } from 'vitest'
import { templateTrouble } from '../../../../src/plan/variants/template.ts'
import type { SpecVariant } from '../../../../src/plan/variants/variant.ts'
import { identityOf, variantsOf } from '../../../../src/plan/variants/variants.ts'
import { chance } from '../../../chance.ts'
import { anExperiment } from '../experiments.ts'

const uri = 's3://m/3.onnx'
const sha256 = '9f'.repeat(32)
const template = (server: object = {}) => ({
  spec: {
    containers: [{ name: 'a', image: 'a:1', ports: [{ containerPort: 9000 }], ...server }],
  },
})

const keyOf = (variant: SpecVariant) => variantsOf({ variants: [variant] })[0]?.key

it.each<readonly [string, SpecVariant, SpecVariant]>([
  [
    'how it runs',
    { name: 'v', model: { uri } },
    {
      ...{ name: 'v', replicas: 7, resources: { limits: { memory: '1Gi' } } },
      ...{ scheduling: { nodeSelector: { a: 'b' } }, model: { uri } },
    },
  ],
  ['what load asks for', { name: 'v', model: { uri } }, scaled()],
  [
    'the version that it reports, and what opens its store',
    { name: 'v', model: { uri } },
    { name: 'v', model: { uri, version: '4', credentials: { secretName: 's3' } } },
  ],
  [
    'the order of fields',
    { name: 'v', service: { name: 's', port: 80, path: '/' } },
    { name: 'v', service: { path: '/', port: 80, name: 's' } },
  ],
])('has the same revision, whatever is %s', (_, one, other) => {
  expect(keyOf(one)).toBe(keyOf(other))
})

function scaled(): SpecVariant {
  return { name: 'v', autoscaling: { min: 1, max: 2, targetCPU: 50 }, model: { uri } }
}

it.each<readonly [string, SpecVariant, SpecVariant]>([
  ['URI', { name: 'v', model: { uri } }, { name: 'v', model: { uri: `${uri}x` } }],
  ['digest', { name: 'v', model: { uri } }, { name: 'v', model: { uri, sha256 } }],
  [
    'port',
    { name: 'v', service: { name: 's', port: 80 } },
    { name: 'v', service: { name: 's', port: 81 } },
  ],
  [
    'path',
    { name: 'v', service: { name: 's', port: 80 } },
    { name: 'v', service: { name: 's', port: 80, path: '/' } },
  ],
  [
    'image',
    { name: 'v', template: template() },
    { name: 'v', template: template({ image: 'a:2' }) },
  ],
  [
    'any field of a template',
    { name: 'v', template: template() },
    { name: 'v', template: template({ tty: true }) },
  ],
])('has another revision with another %s', (_, one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other))
})

it('writes a revision as it always will, and as anybody can compute: records and receipts keep it', () => {
  // printf '{"model":{"uri":"s3://m/3.onnx"}}' | sha256sum | cut -c-8
  expect(keyOf({ name: 'v3', model: { uri } })).toBe('v3@6186724f')
  expect(keyOf({ name: 'legacy', service: { name: 's', port: 80 } })).toBe('legacy@04a576ac')
})

it('keeps to the form of keys, in the order of the spec (seed 1)', () => {
  const random = chance(1)
  for (let i = 0; i < 50; i++) {
    const { spec } = anExperiment(random)
    const variants = variantsOf(spec)
    expect(variants.map(({ spec: own }) => own)).toEqual(spec.variants)
    for (const { key, name, revision } of variants) {
      expect(key).toBe(`${name}@${revision}`)
      expect(revision).toMatch(/^[0-9a-f]{8}$/)
    }
  }
})

it('spends alpha by the bytes of a model, else by what a variant is, whatever it is called', () => {
  const [one, other, known] = variantsOf({
    variants: [
      { name: 'a', model: { uri } },
      { name: 'b', model: { uri } },
      { name: 'c', model: { uri, sha256 } },
    ],
  })
  if (one === undefined || other === undefined || known === undefined) throw new Error('three')
  expect(identityOf(one, undefined)).toBe(identityOf(other, undefined))
  expect(identityOf(one, `sha256:${sha256}`)).toBe(identityOf(known, undefined))
  expect(identityOf(one, undefined)).not.toBe(identityOf(known, undefined))
})

it.each<readonly [string, SpecVariant, string | undefined]>([
  ['a model', { name: 'v', model: { uri } }, undefined],
  ['a sound template', { name: 'v', template: template() }, undefined],
  [
    'a template that has no room in a record',
    { name: 'v', template: template({ args: ['é'.repeat(4096)] }) },
    'TemplateTooLarge',
  ],
  [
    'one that has just enough',
    { name: 'v', template: template({ args: ['é'.repeat(4000)] }) },
    undefined,
  ],
  ...[undefined, [], 'x', [null], [7], [{ name: 'http' }], [{ containerPort: '80' }], {}].map(
    (ports) =>
      [
        `ports that are ${JSON.stringify(ports)}`,
        { name: 'v', template: template({ ports }) },
        'TemplateInvalid',
      ] as const,
  ),
])('says what is wrong with %s', (_, variant, code) => {
  expect(templateTrouble(variant)?.code).toBe(code)
})
