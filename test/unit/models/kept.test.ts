import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { difference, exactDifference } from '../../models/agreement.ts'
import { type Case, type Kept, kept, names, type Value } from '../../models/models.ts'
import { openSession, runOnce } from '../../models/runtime.ts'
import type { TensorOf } from '../../models/tensors.ts'

/** What onnxruntime-node does otherwise than Python: `differences.test.ts` holds how. */
const otherwise = ['identity-bfloat16', 'default-input given', 'optional-input absent']

const cases = names
  .map(kept)
  .flatMap((model) =>
    model.cases.map((found) => ({ model, found, id: `${model.name} ${found.name}` })),
  )
  .filter(({ id, found }) => !otherwise.includes(id) && found.answer.kind !== 'aborts')

it.each(cases)('$id is answered as in Python', async ({ model, found }) => {
  const session = await openSession(model.path)
  try {
    await judge(model, found, (outputs) => runOnce(session, found.inputs, outputs))
  } finally {
    await session.release()
  }
})

type Run = (outputs: readonly string[]) => Promise<ReadonlyMap<string, TensorOf>>

async function judge(model: Kept, { answer }: Case, run: Run): Promise<void> {
  if (answer.kind !== 'outputs') {
    await expect(run([])).rejects.toThrow()
    return
  }
  const tensors = [...answer.outputs].flatMap(tensorsOf)
  const got = await run(tensors.map(([name]) => name))
  const compare = model.name.startsWith('identity-') ? exactDifference : difference
  const found = tensors.map(([name, tensor]) => {
    const own = got.get(name)
    return [name, own === undefined ? 'absent' : compare(tensor, own)]
  })
  expect(found).toEqual(tensors.map(([name]) => [name, undefined]))
}

function tensorsOf([name, value]: readonly [string, Value]): readonly (readonly [
  string,
  TensorOf,
])[] {
  return value.kind === 'tensor' ? [[name, value.tensor]] : []
}

it('has cases of every kind', () => {
  const kinds = names.flatMap((name) => kept(name).cases.map(({ answer }) => answer.kind))
  expect([...new Set(kinds)].sort()).toEqual(['aborts', 'fails', 'outputs'])
  expect(cases.length).toBeGreaterThan(150)
})

it('each model is small, and README.md says what it is', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../models/README.md'), 'utf8')
  expect(names.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([])
  expect(names.map(kept).filter(({ path }) => statSync(path).size > 250_000)).toEqual([])
})
