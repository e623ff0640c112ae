import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { together } from '../../../../src/router/forwarding/together.ts'

it('does all of one turn in order, none of it at once', async () => {
  const done: number[] = []
  for (const nth of [1, 2, 3]) together(() => done.push(nth))
  expect(done).toEqual([])
  await turn()
  expect(done).toEqual([1, 2, 3])
})

it('does what comes up meanwhile in the next turn', async () => {
  const done: string[] = []
  together(() => {
    together(() => done.push('second'))
    done.push('first')
  })
  await turn()
  expect(done).toEqual(['first'])
  await turn()
  expect(done).toEqual(['first', 'second'])
})

it('loses nothing where one of them throws', async () => {
  const done: number[] = []
  const thrown = new Promise((resolve) => {
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.once('uncaughtException', (cause) => {
      for (const other of others) process.on('uncaughtException', other)
      resolve(cause)
    })
  })
  together(() => done.push(1))
  together(() => {
    throw new Error('a bug')
  })
  together(() => done.push(3))
  await expect(thrown).resolves.toMatchObject({ message: 'a bug' })
  await turn()
  expect(done).toEqual([1, 3])
})
