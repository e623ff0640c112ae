import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { byEndOfTurn, together } from '../../../../src/router/forwarding/together.ts'

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

it('waits for no other turn at the end of one', async () => {
  const done: string[] = []
  byEndOfTurn(() => {
    done.push('first')
    byEndOfTurn(() => done.push('second'))
    together(() => done.push('third'))
  })
  expect(done).toEqual([])
  await turn()
  expect(done).toEqual(['first', 'second'])
  await turn()
  expect(done).toEqual(['first', 'second', 'third'])
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
