import { describe, expect, it } from 'vitest'
import { whyNot } from '../../../../src/local/scheduler/fitting.ts'
import { isMet } from '../../../../src/local/scheduler/terms.ts'
import { thisNode } from '../../../../src/local/scheduler/this-node.ts'

const node = { name: 'local', labels: { os: 'linux', cores: '8', empty: '' } }
const anything = { nodeSelector: {}, terms: undefined }
const asks = (key: string, operator: string, ...values: readonly string[]) => ({
  ...{ key, operator, values },
})

describe('a node fits a Pod', () => {
  it.each([
    ['that asks for nothing', anything],
    ['whose nodeSelector it meets', { ...anything, nodeSelector: { os: 'linux', empty: '' } }],
    [
      'of whose terms it meets one',
      {
        ...anything,
        terms: [
          { matchExpressions: [asks('os', 'In', 'darwin')] },
          { matchExpressions: [asks('os', 'Exists')] },
        ],
      },
    ],
  ])('%s', (_, pod) => expect(whyNot(pod, node)).toBeUndefined())
})

describe('a node fits no Pod, and says why,', () => {
  it.each([
    [
      'whose nodeSelector it does not meet',
      { ...anything, nodeSelector: { os: 'darwin', cores: '8', gpu: 'yes' } },
      'is not os=darwin, gpu=yes (nodeSelector)',
    ],
    [
      'whose nodeSelector names what every object has',
      { ...anything, nodeSelector: { constructor: 'yes' } },
      'is not constructor=yes (nodeSelector)',
    ],
    [
      'of whose terms it meets none',
      { ...anything, terms: [{ matchExpressions: [asks('os', 'DoesNotExist')] }] },
      'meets no term of the required nodeAffinity',
    ],
    [
      'that has no terms to meet',
      { ...anything, terms: [] },
      'meets no term of the required nodeAffinity',
    ],
    [
      'for both',
      { nodeSelector: { a: 'b' }, terms: [{}] },
      'is not a=b (nodeSelector), and meets no term of the required nodeAffinity',
    ],
  ])('%s', (_, pod, why) =>
    expect(whyNot(pod, node)).toBe(`no node fits: local, the only one, ${why}`))
})

describe('a term', () => {
  it.each([
    ['os', 'In', ['linux'], true],
    ['os', 'In', ['darwin', 'linux'], true],
    ['os', 'In', ['darwin'], false],
    ['gpu', 'In', ['linux'], false],
    ['os', 'NotIn', ['darwin'], true],
    ['os', 'NotIn', ['linux'], false],
    ['gpu', 'NotIn', ['linux'], true],
    ['empty', 'Exists', [], true],
    ['gpu', 'Exists', [], false],
    ['toString', 'Exists', [], false],
    ['gpu', 'DoesNotExist', [], true],
    ['empty', 'DoesNotExist', [], false],
    ['cores', 'Gt', ['7'], true],
    ['cores', 'Gt', ['8'], false],
    ['cores', 'Gt', ['10'], false],
    ['cores', 'Lt', ['10'], true],
    ['cores', 'Lt', ['8'], false],
    ['cores', 'Lt', ['many'], false],
    ['os', 'Gt', ['1'], false],
    ['gpu', 'Gt', ['-1'], false],
    ['empty', 'Lt', ['1'], false],
    ['os', 'toString', [], false],
  ])('%s %s %j: %j', (key, operator, values, expected) =>
    expect(isMet({ matchExpressions: [asks(key, operator, ...values)] }, node)).toBe(expected))

  it('is met if all of it is', () => {
    const [so, notSo] = [asks('os', 'Exists'), asks('gpu', 'Exists')]
    expect(isMet({ matchExpressions: [so, so] }, node)).toBe(true)
    expect(isMet({ matchExpressions: [so, notSo] }, node)).toBe(false)
  })

  it('asks for the name of the node beside its labels', () => {
    const named = (name: string) => ({ matchFields: [asks('metadata.name', 'In', name)] })
    expect(isMet(named('local'), node)).toBe(true)
    expect(isMet(named('other'), node)).toBe(false)
    const other = { ...named('local'), matchExpressions: [asks('gpu', 'Exists')] }
    expect(isMet(other, node)).toBe(false)
    expect(isMet({ matchFields: [asks('os', 'Exists')] }, node)).toBe(false)
  })

  it('that asks for nothing is not met', () => expect(isMet({}, node)).toBe(false))
})

it('knows this machine by the labels that every node has', () => {
  const { name, labels } = thisNode('local')
  expect(name).toBe('local')
  expect(labels['kubernetes.io/hostname']).toBe('local')
  expect(labels['kubernetes.io/os']).toMatch(/^(linux|darwin)$/)
  expect(labels['kubernetes.io/arch']).toMatch(/^(amd64|arm64)$/)
})
