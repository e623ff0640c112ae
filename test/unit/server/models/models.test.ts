import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { unready } from '../../../../src/server/models/standing.ts'
import { answerOf, digestOf, givenModels, refusalOf, until } from './given.ts'

const never = new AbortController().signal

it('serves what is wanted, by name and by version', async () => {
  const { models, put, ready, ask } = givenModels()
  models.want([
    { name: 'iris', uri: put('a', 'first'), version: '1' },
    { name: 'iris', uri: put('b', 'second') },
    { name: 'wine', uri: put('c', 'third'), sha256: digestOf('third') },
  ])
  await ready()
  const { served, done } = models.lease('iris')
  const second = digestOf('second').slice(0, 8)
  expect([served.version, served.versions(), served.digest]).toEqual([
    second,
    ['1', second],
    digestOf('second'),
  ])
  done()
  expect([await ask('iris'), await ask('iris', '1'), await ask('wine')]).toEqual([
    'second',
    'first',
    'third',
  ])
  expect(refusalOf(() => models.lease('lily'))).toMatchObject({ code: 'ModelUnknown' })
  const unknown = refusalOf(() => models.lease('iris', '7'))
  expect([unknown.code, unknown.message]).toEqual([
    'VersionUnknown',
    `iris has no version 7, it has 1, ${second}`,
  ])
})

it('is not ready while a model is on its way, and says so', async () => {
  const { models, put, ready } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  const refusal = refusalOf(() => models.lease('iris'))
  expect([refusal.code, refusal.message]).toEqual(['ModelNotReady', 'iris is being loaded'])
  expect(models.standing()).toMatchObject([{ name: 'iris', ready: false, served: false, tries: 0 }])
  await ready()
  expect(models.standing()).toMatchObject([
    {
      name: 'iris',
      ready: true,
      served: true,
      place: 'Worker',
      digest: digestOf('first'),
      failure: undefined,
    },
  ])
})

it('is not ready until all are that it starts with; one that joins them later stops nobody', async () => {
  const { models, put, hands, heard, ready } = givenModels()
  const [iris, wine] = [put('a', 'first'), put('b', 'broken')].map((uri, nth) => ({
    name: `m${nth}`,
    uri,
  }))
  if (iris === undefined || wine === undefined) return
  models.want([iris, wine])
  await heard('Failed')
  await heard('Loaded')
  expect(unready(models.standing())).toMatch(/^m1: ModelAnswerInvalid: /)
  put('b', 'mended')
  await until(() => hands.sleepers() === 1, 'a pause')
  await hands.turn(1_000)
  await ready()
  expect(unready(models.standing())).toBeUndefined()
  models.want([iris, wine, { name: 'lily', uri: put('c', 'broken') }])
  await heard('Failed', 2)
  expect(unready(models.standing())).toBeUndefined()
  expect(refusalOf(() => models.lease('lily')).code).toBe('ModelNotReady')
})

it('swaps a model whole: what was there answers until the new one does, and is then released', async () => {
  const { models, put, ready, ask, kinds, heard, lives } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await ready()
  models.want([{ name: 'iris', uri: put('b', 'second') }])
  expect(await ask('iris')).toBe('first')
  expect(models.standing()).toMatchObject([{ ready: false, served: true }])
  await ready()
  expect(await ask('iris')).toBe('second')
  await heard('Released')
  expect(lives.map(({ text, released }) => [text, released])).toEqual([
    ['first', 1],
    ['second', 0],
  ])
  expect(kinds()).toEqual([
    'Wanted',
    'Loaded',
    'Published',
    'Wanted',
    'Loaded',
    'Published',
    'Released',
  ])
})

it('keeps what was there where the new one fails, and tries again after pauses that grow', async () => {
  const { models, put, ready, ask, hands, heard, told } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await ready()
  const uri = put('b', 'broken')
  models.want([{ name: 'iris', uri }])
  for (let tries = 1; tries <= 8; tries++) {
    await heard('Failed', tries)
    expect(await ask('iris')).toBe('first')
    expect(models.standing()).toMatchObject([
      { ready: false, served: true, tries, failure: { code: 'ModelAnswerInvalid' } },
    ])
    await until(() => hands.sleepers() === 1, 'a pause')
    if (tries === 8) put('b', 'second')
    await hands.turn(60_000)
  }
  await ready()
  expect(await ask('iris')).toBe('second')
  const pauses = told.flatMap((each) => (each.kind === 'Failed' ? [each.againMs ?? 0] : []))
  for (const [nth, most] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
    expect(pauses[nth]).toBeGreaterThanOrEqual(most * 500)
    expect(pauses[nth]).toBeLessThanOrEqual(most * 1_000)
  }
  expect(models.standing()).toMatchObject([{ ready: true, tries: 0, failure: undefined }])
})

it('publishes the versions of a name together, or none of them', async () => {
  const { models, put, ready, ask, heard } = givenModels()
  const [a, b] = [put('a', 'first'), put('b', 'second')]
  models.want([{ name: 'iris', uri: a, version: '1' }])
  await ready()
  models.want([
    { name: 'iris', uri: b, version: '2' },
    { name: 'iris', uri: put('c', 'broken'), version: '3' },
  ])
  await heard('Failed')
  await heard('Loaded', 2)
  expect([await ask('iris'), await ask('iris', '1')]).toEqual(['first', 'first'])
  expect(refusalOf(() => models.lease('iris', '2')).code).toBe('ModelNotReady')
  models.want([{ name: 'iris', uri: b, version: '2' }])
  expect(await ask('iris')).toBe('second')
  expect(refusalOf(() => models.lease('iris', '1')).code).toBe('VersionUnknown')
})

it('says what answers, be it what was there before, and nothing while that is gone', async () => {
  const { models, put, ready, heard, lives } = givenModels()
  const digests = () => models.serving().map(({ name, digest }) => [name, digest])
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  expect(digests()).toEqual([])
  await ready()
  models.want([{ name: 'iris', uri: put('b', 'broken') }])
  await heard('Failed')
  expect(digests()).toEqual([['iris', digestOf('first')]])
  lives[0]?.die(new Error('again'))
  await heard('Died')
  expect(digests()).toEqual([])
})

it('names ten models at most to whoever asks for one that isn’t there', async () => {
  const { models, put } = givenModels()
  const uri = put('a', 'first')
  const wanted = Array.from({ length: 12 }, (_, nth) => ({ name: `m${nth}`, uri }))
  const known = () => refusalOf(() => models.lease('lily')).message
  expect(known()).toBe('lily is none of the models here: none')
  models.want(wanted.slice(0, 2))
  expect(known()).toBe('lily is none of the models here: m0, m1')
  models.want(wanted)
  expect(known()).toMatch(/here: m0, .+, m9 and 2 more$/)
})

it('counts as the time of a load only its own', async () => {
  const { models, put, ready, script, hands, told } = givenModels()
  const { promise, resolve } = Promise.withResolvers<void>()
  script.opening = () => promise
  models.want(['a', 'b'].map((name) => ({ name, uri: put(name, name) })))
  await until(() => models.digests().length === 2, 'both on the disk, one of them at the gate')
  await hands.turn(5_000)
  resolve()
  await ready()
  const tookMs = told.flatMap((each) => (each.kind === 'Loaded' ? [each.tookMs] : []))
  expect(tookMs).toEqual([5_000, 0])
})

it('loads nothing anew that is wanted as before, in whatever order', async () => {
  const { models, put, ready, ask, lives } = givenModels()
  const some = ['1', '2', '3'].map((version) => ({
    name: 'iris',
    uri: put(version, `text ${version}`),
    version,
  }))
  models.want(some)
  await ready()
  models.want(some.toReversed())
  const { served, done } = models.lease('iris')
  expect([await ask('iris'), served.versions()]).toEqual(['text 1', ['3', '2', '1']])
  done()
  models.want(some.slice(1))
  await ready()
  expect(await ask('iris')).toBe('text 3')
  expect(lives.map(({ text }) => text).sort()).toEqual(['text 1', 'text 2', 'text 3'])
})

it('tells two models that would be one version, and keeps what was there', async () => {
  const { models, put, ready, ask, heard, told, hands, lives } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await ready()
  const twice = [put('b', 'second'), put('c', 'second')].map((uri) => ({ name: 'iris', uri }))
  models.want(twice)
  await heard('Failed')
  expect(await ask('iris')).toBe('first')
  expect(models.standing()).toMatchObject(
    twice.map(() => ({ ready: false, failure: { code: 'SettingsInvalid' } })),
  )
  models.want(twice)
  lives[0]?.die(new Error('again'))
  await until(() => hands.sleepers() === 1, 'a pause')
  await hands.turn(1_000)
  await heard('Loaded', 4) // and what is wanted is looked at once more
  expect(told.filter(({ kind }) => kind === 'Failed')).toHaveLength(1)
  expect(await ask('iris')).toBe('first')
})

it('opens one at a time, however many are wanted', async () => {
  let [inside, most] = [0, 0]
  const { models, put, ready, script } = givenModels()
  script.opening = async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setTimeout(resolve, 2))
    inside--
  }
  models.want(
    Array.from({ length: 8 }, (_, nth) => ({ name: `m${nth}`, uri: put(`${nth}`, `text ${nth}`) })),
  )
  await ready()
  expect(most).toBe(1)
})

it('ends a load that is wanted no more, and leaves nothing of it', async () => {
  const { models, put, script, lives, kinds, ready } = givenModels()
  const { promise, resolve } = Promise.withResolvers<void>()
  let isOpening = false
  script.opening = () => {
    isOpening = true
    return promise
  }
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await until(() => isOpening, 'the open')
  models.want([])
  expect(refusalOf(() => models.lease('iris')).code).toBe('ModelUnknown')
  resolve()
  models.want([{ name: 'iris', uri: put('b', 'second') }])
  await ready()
  expect(lives.map(({ text }) => text)).toEqual(['second'])
  expect(kinds()).not.toContain('Failed')
})

it('holds a model to the digest that is wanted, or was seen', async () => {
  const { models, put, heard } = givenModels()
  models.want([
    { name: 'iris', uri: put('a', 'first'), sha256: digestOf('other') },
    { name: 'wine', uri: put('b', 'second'), seen: digestOf('former') },
  ])
  await heard('Failed', 2)
  expect(models.standing().map(({ failure }) => failure?.code)).toEqual([
    'ModelDigestMismatch',
    'ModelDigestChanged',
  ])
  expect(refusalOf(() => models.lease('iris')).message).toMatch(/^iris: ModelDigestMismatch: /)
})

it('tells once that an origin has changed, and goes on with the bytes that it has', async () => {
  const { models, put, ready, ask, hands, heard, kinds } = givenModels({ originCheckMs: 60_000 })
  models.want([
    { name: 'iris', uri: put('a', 'first') },
    { name: 'wine', uri: put('b', 'pinned'), sha256: digestOf('pinned') },
  ])
  await ready()
  put('a', 'overwritten')
  put('b', 'overwritten, too')
  for (let look = 0; look < 5; look++) {
    await until(() => hands.sleepers() === 1, 'a pause')
    await hands.turn(75_000)
  }
  await heard('Changed')
  expect(models.standing()).toMatchObject([
    { name: 'iris', ready: true, changed: { code: 'ModelDigestChanged' } },
    { name: 'wine', ready: true, changed: undefined },
  ])
  expect([await ask('iris'), await ask('wine')]).toEqual(['first', 'pinned'])
  put('a', 'first')
  await until(() => hands.sleepers() === 1, 'a pause')
  await hands.turn(75_000)
  await heard('ChangedBack')
  expect(kinds().filter((kind) => kind.startsWith('Changed'))).toEqual(['Changed', 'ChangedBack'])
  expect(models.standing()[0]?.changed).toBeUndefined()
})

it('tells once that an origin can’t be asked', async () => {
  const { models, put, ready, ask, hands, heard, kinds } = givenModels({ originCheckMs: 60_000 })
  const uri = put('a', 'first')
  models.want([{ name: 'iris', uri }])
  await ready()
  rmSync(fileURLToPath(uri))
  for (let look = 0; look < 3; look++) {
    await until(() => hands.sleepers() === 1, 'a pause')
    await hands.turn(75_000)
  }
  await heard('Unchecked')
  expect(kinds().filter((kind) => kind === 'Unchecked')).toHaveLength(1)
  expect([await ask('iris'), models.standing()[0]?.ready]).toEqual(['first', true])
})

it('opens a model again whose thread has ended: the same bytes, whatever the origin has by then', async () => {
  const { models, put, ready, ask, hands, heard, lives, told } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await ready()
  put('a', 'overwritten')
  await hands.turn(60_000)
  lives[0]?.die(new Error('out of memory'))
  await heard('Died')
  const { code, message } = refusalOf(() => models.lease('iris'))
  expect([code, message]).toEqual(['ModelNotReady', 'iris: InternalError: out of memory'])
  expect(models.standing()).toMatchObject([{ ready: false, served: false }])
  await until(() => hands.sleepers() === 1, 'a pause')
  await hands.turn(0)
  await ready()
  expect(await ask('iris')).toBe('first')
  expect(told.filter(({ kind }) => kind === 'Loaded')).toMatchObject([
    { from: 'origin' },
    { from: 'cache' },
  ])
  expect(lives.map(({ released }) => released)).toEqual([1, 0])
})

it('pauses longer and longer before it opens one again that ends soon after', async () => {
  const { models, put, ready, hands, heard, lives, told } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  for (let death = 1; death <= 4; death++) {
    await ready()
    lives.at(-1)?.die(new Error('again'))
    await heard('Died', death)
    await until(() => hands.sleepers() === 1, 'a pause')
    await hands.turn(30_000)
  }
  await ready()
  const pauses = told.flatMap((each) => (each.kind === 'Died' ? [each.againMs ?? 0] : []))
  for (const [nth, most] of [1, 2, 4, 8].entries()) {
    expect(pauses[nth]).toBeGreaterThanOrEqual(most * 500)
    expect(pauses[nth]).toBeLessThanOrEqual(most * 1_000)
  }
})

it('is settled once all are ready', async () => {
  const { models, put } = givenModels()
  models.want([
    { name: 'iris', uri: put('a', 'first') },
    { name: 'wine', uri: put('b', 'second') },
  ])
  await models.settled(never)
  expect(models.standing().every(({ ready }) => ready)).toBe(true)
})

it('gives a start up at its first failure, where nobody has patience', async () => {
  const { models, put, told } = givenModels()
  models.want([
    { name: 'iris', uri: put('a', 'first') },
    { name: 'wine', uri: put('b', 'broken') },
  ])
  await expect(models.settled(never)).rejects.toMatchObject({
    code: 'ModelAnswerInvalid',
    message: 'wine: broken is no model',
  })
  const failed = told.filter(({ kind }) => kind === 'Failed')
  expect(failed).toMatchObject([{ name: 'wine', againMs: undefined }])
})

it('gives a start up once its patience has passed, and not before', async () => {
  const { models, put, hands, heard, told } = givenModels({ patienceMs: 120_000 })
  models.want([{ name: 'wine', uri: put('b', 'broken') }])
  let end = 'waiting'
  const settled = models.settled(never).then(
    () => {
      end = 'ready'
    },
    ({ code }) => {
      end = code
    },
  )
  await heard('Failed')
  await until(() => hands.sleepers() === 2, 'pauses')
  await hands.turn(119_000)
  expect(end).toBe('waiting')
  await hands.turn(1_000)
  await settled
  expect(end).toBe('ModelAnswerInvalid')
  const againMs = told.flatMap((each) => (each.kind === 'Failed' ? [each.againMs] : []))
  expect(againMs[0]).toBeGreaterThan(0)
})

it('tells of no next try that would come after the end of its patience', async () => {
  const { models, put, heard, told } = givenModels({ patienceMs: 500 })
  models.want([{ name: 'wine', uri: put('b', 'broken') }])
  await heard('Failed') // and the first pause is longer than that
  expect(told.filter(({ kind }) => kind === 'Failed')).toMatchObject([{ againMs: undefined }])
})

it('is settled by what comes within the patience of the start', async () => {
  const { models, put, hands, heard } = givenModels({ patienceMs: 120_000 })
  models.want([{ name: 'wine', uri: put('b', 'broken') }])
  const settled = models.settled(never)
  await heard('Failed')
  put('b', 'mended')
  await until(() => hands.sleepers() === 2, 'pauses')
  await hands.turn(1_000)
  await settled
})

it('waits no longer for a start whose signal aborts', async () => {
  const { models, put } = givenModels({ patienceMs: 120_000 })
  models.want([{ name: 'wine', uri: put('b', 'broken') }])
  const stopping = new AbortController()
  const settled = models.settled(stopping.signal)
  stopping.abort(new Error('stopping'))
  await expect(settled).rejects.toThrow('stopping')
})

it('ends when the last lease is done, and gives none meanwhile', async () => {
  const { models, put, ready, lives, script, kinds } = givenModels()
  models.want([{ name: 'iris', uri: put('a', 'first') }])
  await ready()
  const lease = models.lease('iris')
  const { promise, resolve } = Promise.withResolvers<void>()
  script.within = () => promise
  const answer = answerOf(lease)
  let isClosed = false
  const closed = models.close().then(() => {
    isClosed = true
  })
  expect(refusalOf(() => models.lease('iris')).code).toBe('ModelNotReady')
  resolve()
  expect(await answer).toBe('first')
  expect([isClosed, lives[0]?.released]).toEqual([false, 0])
  lease.done()
  lease.done()
  await closed
  expect(lives[0]?.released).toBe(1)
  expect(kinds().filter((kind) => kind === 'Wanted')).toHaveLength(1)
})
