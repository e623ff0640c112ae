import { expect, it } from 'vitest'
import {
  annotationOf,
  candidates,
  movesOf,
  portsOf,
} from '../../../../src/local/network/addresses.ts'
import type { Standing } from '../../../../src/local/network/forwarder.ts'
import type { Listener } from '../../../../src/local/network/orders.ts'
import { claimsOf, place } from '../../../../src/local/network/places.ts'
import { routesTo } from '../../../../src/local/network/routes.ts'
import type { SeenService } from '../../../../src/local/network/seen-service.ts'
import { pod, service, written } from './given.ts'

it.each([
  ['{"80":"127.0.0.1:31873","443":"10.0.0.1:20000"}', { 80: 31873, 443: 20000 }],
  ['{"80":"127.0.0.1:80"}', {}],
  ['{"80":"127.0.0.1:70000"}', {}],
  ['{"80":31873,"81":"nonsense"}', {}],
  ['nonsense', {}],
  ['null', {}],
  [undefined, {}],
])('takes %s for a claim of %j', (annotation, expected) => {
  expect(portsOf(annotation)).toEqual(expected)
})

it('reads what it has written', () => {
  const text = annotationOf(
    '127.0.0.1',
    new Map([
      [443, 20001],
      [80, 20000],
    ]),
  )
  expect(text).toBe('{"80":"127.0.0.1:20000","443":"127.0.0.1:20001"}')
  expect(portsOf(text)).toEqual({ 80: 20000, 443: 20001 })
  expect(annotationOf('127.0.0.1', new Map())).toBeUndefined()
})

it('tells who has moved, and of nobody who is new', () => {
  const open = new Map([
    [80, 31000],
    [81, 31001],
    [82, 31002],
  ])
  expect(movesOf({ 80: 30000, 81: 31001 }, open)).toEqual([
    '30000 is taken: port 80 is at 31000 now',
  ])
})

it('looks first where it was, and then always in the same places, all unprivileged', () => {
  const all = [...candidates('city/web:80', 20_000)]
  expect(all[0]).toBe(20_000)
  expect(all.slice(1)).toEqual([...candidates('city/web:80', undefined)])
  expect(all.slice(1).every((port) => port >= 30_000 && port < 32_768)).toBe(true)
  expect(new Set(all).size).toBe(2_769)
  expect(candidates('city/api:80', undefined).next()).not.toEqual({ done: false, value: all[1] })
})

/** A forwarder on a machine on which some ports are taken. */
function machine(taken: readonly number[] = []) {
  const open = new Map<string, Listener & { is: Standing['is']; refused: Set<number> }>()
  return {
    open,
    ids: () => [...open.keys()],
    close: (id: string) => void open.delete(id),
    standing: (id: string): Standing | undefined => open.get(id),
    listen: (listener: Listener): Standing => {
      const before = open.get(listener.id)?.refused ?? []
      const isTaken = taken.includes(listener.port)
      const refused = new Set(isTaken ? [...before, listener.port] : [])
      const standing = { ...listener, is: isTaken ? 'refused' : 'open', refused } as const
      open.set(listener.id, standing)
      return standing
    },
  }
}

const asked = (of: SeenService, others: readonly SeenService[] = []) => ({
  ...{ key: of.key, service: of, slices: written(of, [pod()]), host: '127.0.0.1' },
  claims: () => claimsOf([of, ...others]),
})
const claiming = (addresses: object, name = 'web') => {
  const annotations = { 'contender.dev/loopback': JSON.stringify(addresses) }
  return service({ metadata: { name, annotations } })
}
const first = (name = 'web') => candidates(`city/${name}:80`, undefined).next().value ?? 0

it('puts a Service where it claims to be, in front of its endpoints', () => {
  const places = machine()
  expect(place(places, asked(claiming({ 80: '127.0.0.1:31873' })))).toEqual(new Map([[80, 31873]]))
  expect(places.open.get('city/web:80')).toMatchObject({
    ...{ host: '127.0.0.1', port: 31873 },
    endpoints: [{ host: '127.0.0.1', port: 41873 }],
  })
})

it('finds another place where that is taken, and says nothing before it has one', () => {
  const places = machine([31873, first()])
  const wanted = asked(claiming({ 80: '127.0.0.1:31873' }))
  const said = [place(places, wanted), place(places, wanted), place(places, wanted)]
  const second = [...candidates('city/web:80', undefined)][1]
  expect(said).toEqual([undefined, undefined, new Map([[80, second]])])
})

it('takes no place that another Service claims', () => {
  const other = claiming({ 80: `127.0.0.1:${first()}` }, 'other')
  expect(place(machine(), asked(service(), [other]))?.get(80)).not.toBe(first())
  expect(place(machine(), asked(service()))?.get(80)).toBe(first())
})

it('gives up its places when it is gone, loses a port, or becomes headless', () => {
  const places = machine()
  const ports = [{ port: 80 }, { port: 443 }, { port: 53, protocol: 'UDP' }]
  place(places, asked(service({ spec: { ports } })))
  expect(places.ids()).toEqual(['city/web:80', 'city/web:443'])
  place(places, asked(service()))
  expect(places.ids()).toEqual(['city/web:80'])
  expect(place(places, asked(service({ spec: { clusterIP: 'None' } })))).toEqual(new Map())
  expect(places.ids()).toEqual([])
  place(places, asked(service()))
  place(places, { ...asked(service()), service: undefined })
  expect(places.ids()).toEqual([])
})

const [http = { port: 80 }] = service().ports
const named = (name: string, more: Partial<ReturnType<typeof pod>> = {}) => ({
  ...pod(),
  ...{ uid: name, name, real: { 8080: Number(name) } },
  ...more,
})
const routes = (...pods: readonly ReturnType<typeof named>[]) =>
  routesTo(http, written(service(), pods)).map(({ port }) => port)

it('leads to what is ready', () => {
  expect(
    routes(named('1'), named('2', { isReady: false }), named('3', { isLeaving: true })),
  ).toEqual([1])
})

it('leads to what still answers while it stops, where nothing is ready', () => {
  expect(routes(named('2', { isReady: false }), named('3', { isLeaving: true }))).toEqual([3])
})

it('leads nowhere where nothing answers', () => {
  expect(routes(named('2', { isReady: false, isLeaving: true }))).toEqual([])
})

it('leads to the port of that name, in slices of whoever wrote them', () => {
  const endpoints = [{ addresses: ['192.0.2.9'] }]
  const ports = [
    { name: 'a', port: 1 },
    { name: 'b', port: 2 },
  ]
  const [slice] = written(service(), [pod()])
  if (slice === undefined) throw new Error('there is none')
  const says = { addressType: 'IPv4', endpoints, ports }
  const ask = (name: string, more = {}) =>
    routesTo({ port: 80, name }, [{ ...slice, isOurs: false, says: { ...says, ...more } }])
  expect(ask('b')).toEqual([{ host: '192.0.2.9', port: 2 }])
  expect(ask('c')).toEqual([])
  expect(ask('b', { addressType: 'IPv6' })).toEqual([])
})
