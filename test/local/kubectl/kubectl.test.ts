import { expect, it } from 'vitest'
import { itHolds } from '../conformance/hold.ts'
import { kubectl } from '../conformance/suites.ts'
import { recordedWith, versionOfKubectl } from './version.ts'

it('is asked by the kubectl that the records are of', async () =>
  expect(await versionOfKubectl()).toBe(recordedWith))

itHolds(kubectl)
