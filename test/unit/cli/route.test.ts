import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { routingIn } from '../../../src/cli/route-options.ts'
import { contender } from './contender.ts'

const plan = ['--plan', join(import.meta.dirname, '../../../deploy/examples/routing/plan.yaml')]

const folder = mkdtempSync(join(tmpdir(), 'contender-route-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const keysFile = join(folder, 'keys.json')
writeFileSync(keysFile, JSON.stringify({ k1: Buffer.alloc(32, 7).toString('base64') }))
const keys = ['--keys', keysFile]

const given = (...argv: readonly string[]) => routingIn([...plan, ...keys, ...argv])

it('knows no other routers, and keeps nothing, unless it is told to', () => {
  const { siblings, advertise, state } = given()
  expect({ siblings, advertise, state }).toEqual({ siblings: [] })
})

it('takes as many others as are named, one address of its own, and a folder', () => {
  const { siblings, advertise, state } = given(
    ...['--siblings', 'routers.ns.svc:9090', '--siblings', '[fd00::7]:9091'],
    ...['--admin', '0.0.0.0:9090', '--advertise', '10.0.0.7:9090', '--state', '/var/lib/contender'],
  )
  expect({ siblings, advertise, state }).toEqual({
    siblings: [
      { host: 'routers.ns.svc', port: 9090 },
      { host: 'fd00::7', port: 9091 },
    ],
    advertise: { host: '10.0.0.7', port: 9090 },
    state: '/var/lib/contender',
  })
})

it('needs no other address where its admin port has one', () => {
  expect(given('--siblings', 'a:1', '--admin', '10.0.0.7:9090').advertise).toBeUndefined()
})

describe('says what is missing', () => {
  const wildcard = /^UsageInvalid: --siblings wants --advertise HOST:PORT: .* tells nobody where/
  it.each([
    [['--state', '/var/lib/contender'], /^UsageInvalid: --state wants --keys: /],
    [['--siblings', '10.0.0.7:9090'], /^UsageInvalid: --siblings wants --keys: /],
    [[...keys, '--siblings', 'a:1', '--admin', '0.0.0.0:9090'], wildcard],
    [[...keys, '--siblings', 'a:1', '--admin', '[::]:9090'], wildcard],
    [['--siblings', 'a'], /^UsageInvalid: --siblings is HOST:PORT, not a\./],
    [
      ['--advertise', '0.0.0.0:9090'],
      /^UsageInvalid: --advertise: nobody can reach 0\.0\.0\.0:9090/,
    ],
    [['--advertise', 'a:0'], /^UsageInvalid: --advertise: nobody can reach a:0/],
  ])('%j', async (argv, message) => {
    const { code, err } = await contender(['route', ...plan, ...argv])
    expect([code, err]).toEqual([2, expect.stringMatching(message)])
  })
})
