import { expect, it } from 'vitest'
import { createSeeds, printed } from '../../../../src/router/siblings/resolving.ts'

const found = {
  'routers.ns.svc': [
    { address: '10.0.0.1', family: 4 },
    { address: 'fd00::1', family: 6 },
  ],
} as const

const resolve = async (host: string) => {
  if (host === 'routers.ns.svc') return found[host]
  throw new Error(`ENOTFOUND ${host}`)
}

it('finds every address behind a name, and leaves out what is not found', async () => {
  const named = ['routers.ns.svc', 'gone', 'routers.ns.svc'].map((host) => ({ host, port: 9090 }))
  expect(await createSeeds(named, resolve)()).toEqual(['10.0.0.1:9090', '[fd00::1]:9090'])
})

it('writes addresses as they stand in URLs', () => {
  expect(printed({ host: '10.0.0.1', port: 1 })).toBe('10.0.0.1:1')
  expect(printed({ host: '::1', port: 1 })).toBe('[::1]:1')
})
