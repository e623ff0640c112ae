import { expect, it } from 'vitest'
import { microTime } from '../../../src/kube/micro-time.ts'

it.each([
  [0, '1970-01-01T00:00:00.000000Z'],
  [1, '1970-01-01T00:00:00.001000Z'],
  [1_700_000_000_123.456, '2023-11-14T22:13:20.123456Z'],
  [999.9999, '1970-01-01T00:00:01.000000Z'],
  [-0.001, '1969-12-31T23:59:59.999999Z'],
  [-1500.25, '1969-12-31T23:59:58.499750Z'],
])('%d ms since 1970 is %s', (wallMs, text) => expect(microTime(wallMs)).toBe(text))
