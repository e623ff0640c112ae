import { expect, it } from 'vitest'
import { mountKeys } from '../../../../src/router/plan/mounted.ts'
import type { Keys } from '../../../../src/routing/keys.ts'
import { anObeying, keysNamed, planWith } from './given.ts'

const ids = (keys: Keys) => [...keys.keys()]

it('shows keys that come and go to whoever holds them, without a new map', async () => {
  const { folder, mounted } = await anObeying('k1')
  const { keys } = mounted
  folder.keys = keysNamed(['k1', 'k2'])
  await mounted.look()
  expect(ids(keys)).toEqual(['k1', 'k2'])
  folder.keys = keysNamed(['k2'])
  await mounted.look()
  expect(ids(keys)).toEqual(['k2'])
  expect(keys.get('k2')).toEqual(keysNamed(['k2']).get('k2'))
})

it('goes on with the keys of before where what is mounted is not sound, and says so once', async () => {
  const { folder, told, mounted } = await anObeying('k1')
  const not = 'keys are not as they must be: those of before go on'
  folder.broken = '/keys: k2: is not base64'
  for (let look = 0; look < 3; look++) await mounted.look()
  expect([ids(mounted.keys), told]).toEqual([['k1'], [not]])
  folder.broken = '/keys: k2: has 3 bytes of 32'
  await mounted.look()
  expect(told).toEqual([not, not])
  folder.broken = ''
  await mounted.look()
  folder.broken = '/keys: k2: has 3 bytes of 32'
  await mounted.look()
  expect(told).toEqual([not, not, not])
})

it('does not begin with keys that are not sound', async () => {
  const log = { info: () => {}, warn: () => {} } as never
  const read = () => Promise.reject(new Error('no'))
  await expect(mountKeys(read, log)).rejects.toThrow('no')
})

it('honours a key of the plan until both plan and folder have dropped it, in either order', async () => {
  for (const drops of [
    ['folder', 'plan'],
    ['plan', 'folder'],
  ] as const) {
    const { folder, mounted, push, honoured } = await anObeying('k1', 'k2')
    await push(planWith(1, 'k2', 'k1'))
    const [first, last] = drops
    const drop = {
      async folder() {
        folder.keys = keysNamed(['k2'])
        await mounted.look()
      },
      plan: () => push(planWith(2, 'k2')),
    }
    await drop[first]()
    expect(mounted.keys.has('k1')).toBe(true)
    expect(honoured().includes('k1')).toBe(first === 'folder')
    await drop[last]()
    expect(mounted.keys.has('k1')).toBe(false)
    expect(honoured()).toEqual(['k2'])
  }
})

it('keeps signing with the key of the plan though the folder has another secret by its name, and tells it once', async () => {
  const { folder, told, mounted, push, present } = await anObeying('k1')
  await push(planWith(1, 'k1'))
  const sign = present.obeyed()?.ring.sign
  folder.keys = keysNamed(['k1', 'k3'], '!')
  for (let look = 0; look < 3; look++) await mounted.look()
  present.rekey()
  expect(present.obeyed()?.ring.sign).toBe(sign)
  expect(mounted.keys.get('k1')).toBe(sign)
  expect(mounted.keys.has('k3')).toBe(true)
  expect(told.filter((what) => what.includes('another secret'))).toHaveLength(1)
})

it('believes the look that began last, whichever ends first', async () => {
  const answers: ((keys: Keys) => void)[] = []
  const log = { info: () => {}, warn: () => {} } as never
  const first = keysNamed(['k1'])
  let isFirst = true
  const read = () => {
    if (isFirst) {
      isFirst = false
      return Promise.resolve(first)
    }
    return new Promise<Keys>((resolve) => void answers.push(resolve))
  }
  const { keys, look } = await mountKeys(read, log)
  const both = [look(), look()]
  answers[1]?.(keysNamed(['k1', 'k2']))
  await both[1]
  answers[0]?.(keysNamed(['k1']))
  await both[0]
  expect(ids(keys)).toEqual(['k1', 'k2'])
})
