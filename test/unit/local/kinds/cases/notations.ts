import { type Json, type JsonObject, valueAt } from '../../../../../src/api/json.ts'

/** A text or a number that is written in a way of its own, and an object to send it in. */
export type Notation = {
  readonly title: string
  readonly format: 'quantity' | 'micro-time' | 'date-time' | 'byte'
  readonly kind: string
  readonly text: Json
  readonly around: (text: Json) => JsonObject
  /** Where the server has put it. */
  readonly within: (object: JsonObject) => Json
}

const quantities: readonly Json[] = [
  ...['1', '1.5', '0.1', '100m', '1000m', '1500m', '0', '0m', '1Ki', '1024', '1024Ki', '1Mi'],
  ...[
    '1.5Gi',
    '1e3',
    '1E3',
    '1e-3',
    '12e6',
    '1500e6',
    '1k',
    '1000k',
    '1M',
    '1G',
    '0.5Gi',
    '0.0001',
  ],
  ...['1n', '1u', '1500u', '.5', '5.', '+1', '', '1 ', '1KI', '1i', '1Ei', '9Ei', '100E', '1e30'],
  ...['99999999999999999999', '0.00000000001', '1.0', '1.10', '123456789012', '1234567890.5Mi'],
  ...['3e', '1e', '1E', '1P', '1000P', '2000Ti', '1.5m', '1500.5m', '01', '00100m', '0x10', '1e3i'],
  ...['1,5', '1500Mi', '2048Mi', '1e2Ki', '0.1Ki', '0.1Mi', '1e+3', '1E+3', 1000, 0.1, 1e21, 0],
]

const microTimes: readonly Json[] = [
  ...['2020-01-01T00:00:00.000000Z', '2020-01-01T00:00:00.123456+01:30', '2020-01-01T00:00:00Z'],
  ...['2020-01-01T00:00:00.1234567Z', '2020-13-01T00:00:00.000000Z', '2020-02-30T00:00:00.000000Z'],
  ...['2020-01-01 00:00:00.000000Z', '2020-01-01T25:00:00.000000Z', '2020-01-01T00:61:00.000000Z'],
  ...['2020-01-01T00:00:60.000000Z', '2020-01-01T00:00:00.000000', '2020-01-01T00:00:00.00000Z'],
  ...['2020-01-01T00:00:00.000000+0100', 'x', '', '2020-1-01T00:00:00.000000Z'],
  ...['2020-01-01T0:00:00.000000Z', '2020-01-01T00:00:00.000000Zx', '0001-01-01T00:00:00.000000Z'],
  '2020-01-01T00:00:00,000000Z',
]

const times: readonly Json[] = [
  ...['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.5+01:30', '2020-01-01T00:00:00+24:00'],
  ...['2020-01-01T00:00:00-23:59', '2020-01-01T00:00:00.Z', '2020-01-01T00:00:00,5Z', ''],
  ...['2020-01-01', '2020-01-01T00:00:00', '2020-01-01t00:00:00z', '0001-01-01T00:00:00Z'],
  ...['2020-01-01T00:00:00+01:99', '2024-02-29T12:00:00Z', '2023-02-29T12:00:00Z'],
]

const bytes: readonly Json[] = [
  ...[
    'YQ==',
    'YQ=',
    'YQ',
    'YR==',
    'Y Q==',
    'YQ==\n',
    'Y\nQ==',
    'YQ==a',
    'YQ==YQ==',
    'a-b_',
    '====',
  ],
  ...['YWI=', 'YWJj', 'YWJjZ', '%', 'é', 'Y\r\nQ=='],
]

const container = { name: 'c', image: 'i' }

const of = (
  format: Notation['format'],
  texts: readonly Json[],
  rest: Pick<Notation, 'kind' | 'around' | 'within'>,
): readonly Notation[] =>
  texts.map((text) => ({ ...rest, format, text, title: `${format} ${JSON.stringify(text)}` }))

export const notations: readonly Notation[] = [
  ...of('quantity', quantities, {
    kind: 'Pod',
    around: (cpu) => ({
      metadata: { name: 'a' },
      spec: { containers: [{ ...container, resources: { limits: { cpu } } }] },
    }),
    within: (pod) => valueAt(pod, ['spec', 'containers', 0, 'resources', 'limits', 'cpu']) ?? null,
  }),
  ...of('micro-time', microTimes, {
    kind: 'Lease',
    around: (renewTime) => ({ metadata: { name: 'a' }, spec: { renewTime } }),
    within: (lease) => valueAt(lease, ['spec', 'renewTime']) ?? null,
  }),
  ...of('date-time', times, {
    kind: 'Event',
    around: (firstTimestamp) => ({
      ...{ metadata: { name: 'a' }, involvedObject: { namespace: 'default' }, firstTimestamp },
    }),
    within: (event) => event['firstTimestamp'] ?? null,
  }),
  ...of('byte', bytes, {
    kind: 'Secret',
    around: (a) => ({ metadata: { name: 'a' }, data: { a } }),
    within: (secret) => valueAt(secret, ['data', 'a']) ?? null,
  }),
]
