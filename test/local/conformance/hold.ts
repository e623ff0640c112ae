import { beforeAll, describe, expect, inject, it } from 'vitest'
import { defineExperiments } from './definition.ts'
import type { Suite, Verdicts } from './suites.ts'
import { isSame, wordsOf } from './verdict.ts'

/** A test for each case of a suite, on the server of this run. Only the embedded one may deviate. */
export function itHolds({ groups, deviations, recorded, verdicts }: Suite): void {
  const isReal = inject('served') === 'real'
  let found: Verdicts

  beforeAll(async () => {
    const access = inject('apiServer')
    if (isReal) await defineExperiments(access)
    found = await verdicts(access, isReal ? {} : deviations)
  })

  describe.each(groups)('$name', ({ name, cases }) => {
    it('is recorded as it is asked', async () =>
      expect(Object.keys(await recorded(name))).toEqual(Object.keys(cases)))

    it.each(Object.keys(cases))('%s', (sentence) => {
      const verdict = found.get(`${name}: ${sentence}`)
      expect(verdict !== undefined && isSame(verdict), verdict && wordsOf(verdict)).toBe(true)
    })
  })

  it('declares deviations only of cases that there are', () =>
    expect(Object.keys(deviations).filter((name) => !found.has(name))).toEqual([]))
}
