import { beforeAll, expect, it } from 'vitest'
import type { Json } from '../../../src/api/json.ts'
import { print, recorded } from '../../unit/manifest/print.ts'
import { scalars } from '../../unit/manifest/scalars.ts'
import { installCrd, kubectl } from '../kubectl.ts'

const args = ['create', '--dry-run=client', '--validate=false', '-o', 'json', '-f', '-']
const manifest = (text: string, i: number) => `apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata: {name: s${i}}
spec:
  v: ${text}
`

beforeAll(async () => {
  await installCrd()
})

it('begins with the seven scalars that YAML 1.1 and 1.2 differ on', () => {
  const seven = ['no', 'on', 'y', '010', '1_000', '1:30', '0o14']
  expect(scalars.slice(0, 7).map(([text]) => text)).toEqual(seven)
})

it('was recorded as the kubectl of this machine reads scalars', async () => {
  const taken = scalars.filter(([, json]) => json !== null)
  const file = taken.map(([text], i) => manifest(text, i)).join('---\n')
  const { out } = await kubectl(args, file)
  const read = out.split(/(?<=^\})\n(?=\{)/m).map((text) => JSON.parse(text, exact))
  const pairs = read.map(({ spec }, i) => [taken[i]?.[0], print(spec?.v ?? null)])
  expect(pairs).toEqual(taken.map(([text, json]) => [text, recorded(json ?? '')]))
})

it.each(
  scalars.filter(([, json]) => json === null),
)('was recorded as refused: %j', async (text) => {
  expect(await kubectl(args, manifest(text, 0))).toMatchObject({ code: 1 })
})

/** Keeps every digit of an integer: what a double would round becomes a bigint. */
function exact(_: string, value: Json, { source = '' }: { readonly source?: string } = {}): Json {
  const isRounded =
    typeof value === 'number' && /^-?\d+$/.test(source) && !Number.isSafeInteger(value)
  return isRounded ? BigInt(source) : value
}
