import { expect, it } from 'vitest'
import { expand } from '../../../../../src/local/kubelet/program/expansion.ts'

const values: { readonly [name: string]: string } = { A: '1', B: '$(A)', EMPTY: '' }

/** These answers were had from the expansion of Kubernetes 1.36 itself. */
it.each([
  ['$(A)', '1'],
  ['--a=$(A),$(A)', '--a=1,1'],
  ['$(NONE)', '$(NONE)'],
  ['$$(A)', '$(A)'],
  ['$$$(A)', '$1'],
  ['$$', '$'],
  ['$', '$'],
  ['$A', '$A'],
  ['$(A', '$(A'],
  ['$(B)', '$(A)'], // what was put in is not looked at again
  ['[$(EMPTY)]', '[]'],
  ['$($(A))', '$($(A))'],
  ['$$$$(A)', '$$(A)'],
  ['$()', '$()'],
  ['$$(', '$('],
  ['$(A)$', '1$'],
])('makes of %s %s', (text, expected) =>
  expect(expand(text, (name) => values[name])).toBe(expected))
