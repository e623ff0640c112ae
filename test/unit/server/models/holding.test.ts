import { expect, it } from 'vitest'
import type { Model } from '../../../../src/onnx/model.ts'
import { createHolding } from '../../../../src/server/models/holding.ts'

function givenModel(release: () => Promise<void> = async () => {}) {
  const seen: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const model = {
    async run() {
      seen.push('run')
      await promise
      seen.push('ran')
      return []
    },
    release() {
      seen.push('released')
      return release()
    },
  } as unknown as Model
  return { holding: createHolding(model), seen, finish: resolve }
}

it('releases a model that nobody needs at once, and only once', async () => {
  const { holding, seen } = givenModel()
  holding.take()()
  expect(seen).toEqual([])
  holding.retire()
  holding.retire()
  await holding.released
  expect(seen).toEqual(['released'])
})

it('keeps a model until everybody is done with it; to be done twice counts once', async () => {
  const { holding, seen } = givenModel()
  const [first, second] = [holding.take(), holding.take()]
  holding.retire()
  first()
  first()
  expect(seen).toEqual([])
  second()
  second()
  await holding.released
  expect(seen).toEqual(['released'])
})

it('keeps a model while it runs, also when who asked has left', async () => {
  const { holding, seen, finish } = givenModel()
  const done = holding.take()
  const found = holding.run([], [])
  done()
  holding.retire()
  expect(seen).toEqual(['run'])
  finish()
  await found
  await holding.released
  expect(seen).toEqual(['run', 'ran', 'released'])
})

it('is of no use once it is released', async () => {
  const { holding, seen } = givenModel()
  holding.retire()
  await expect(holding.run([], [])).rejects.toMatchObject({ code: 'ModelNotReady' })
  expect(() => holding.take()).toThrow('taken out of service')
  expect(seen).toEqual(['released'])
})

it('says where memory could not be given back', async () => {
  const { holding } = givenModel(() => Promise.reject(new Error('stuck')))
  holding.retire()
  await expect(holding.released).rejects.toThrow('stuck')
})
