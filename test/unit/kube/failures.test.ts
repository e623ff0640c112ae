import { expect, it } from 'vitest'
import { isForgotten, isMissingObject, refusalOf, unreachable } from '../../../src/kube/failures.ts'
import { resources } from '../../../src/kube/resources.ts'

const { configMaps, modelExperiments } = resources
const missing = { details: { name: 'bikes', kind: 'configmaps' } }
const replaced = { causes: [{ field: 'metadata.uid' }] }
const purpose = { what: 'apply ConfigMap city/bikes', resource: configMaps }
const ending = { causes: [{ reason: 'NamespaceTerminating' }] }

it.each([
  ['ApiUnauthorized', 401, { reason: 'Unauthorized' }],
  ['ApiForbidden', 403, { reason: 'Forbidden' }],
  ['NamespaceGone', 403, { reason: 'Forbidden', details: ending }],
  ['NamespaceGone', 404, { details: { name: 'city', kind: 'namespaces' } }],
  ['StaleWrite', 404, missing],
  ['ResourceMissing', 404, { details: {} }],
  ['ResourceMissing', 405, { reason: 'MethodNotAllowed' }],
  ['NameTaken', 409, { reason: 'AlreadyExists' }],
  ['StaleWrite', 409, { reason: 'AlreadyExists', message: 'object is being deleted: …' }],
  ['StaleWrite', 409, { reason: 'Conflict' }],
  ['StaleWrite', 422, { reason: 'Invalid', details: replaced }],
  ['ObjectInvalid', 422, { reason: 'Invalid', details: { causes: [{ field: 'spec.x' }] } }],
  ['ObjectInvalid', 400, { reason: 'BadRequest' }],
  ['ObjectInvalid', 413, { reason: 'RequestEntityTooLarge' }],
  ['ObjectInvalid', 415, { reason: 'UnsupportedMediaType' }],
  ['ObjectInvalid', 500, { message: 'failed to create typed patch object (a/b): .nope: …' }],
  ['ApiUnavailable', 408, {}],
  ['ApiUnavailable', 410, { reason: 'Expired' }],
  ['ApiUnavailable', 429, { reason: 'TooManyRequests' }],
  ['ApiUnavailable', 500, { reason: 'InternalError', message: 'etcdserver: request timed out' }],
  ['ApiUnavailable', 504, { reason: 'Timeout' }],
])('calls a refusal of the server %s (%d, %j)', (code, status, said) => {
  expect(refusalOf({ status, body: { kind: 'Status', ...said } }, purpose).code).toBe(code)
})

it.each([
  ['ResourceMissing', 404, '404 page not found\n'],
  ['ApiUnauthorized', 401, ''],
  ['ApiUnauthorized', 401, 'Unauthorized'],
  ['ApiUnavailable', 429, ''],
  ['ApiUnavailable', 429, 'Too many requests, please try again later.\n'],
  ['ApiUnavailable', 429, 'The apiserver is shutting down, please try again later.\n'],
  ['ApiUnavailable', 502, '<html>a proxy'],
  ['ApiUnavailable', 503, ''],
])('knows what the server says without a Status: %s (%d, %j)', (code, status, body) => {
  expect(refusalOf({ status, body }, purpose).code).toBe(code)
})

const pages = [302, 400, 401, 403, 404, 405, 407, 408, 409, 410, 413, 415, 421, 422, 429, 431]
it.each([
  ...pages.map((status) => [status, '<html>not by us'] as const),
  [400, 'Client sent an HTTP request to an HTTPS server.\n'] as const,
  [404, { error: 'no route', details: { name: 'bikes' } }] as const,
  [404, ''] as const,
  [302, ''] as const,
])('takes what others say on the way for no answer of the server: %d, %j', (status, body) => {
  const answer = { status, body }
  expect(refusalOf(answer, purpose).code).toBe('ApiUnreachable')
  expect([isMissingObject(answer), isForgotten(answer)]).toEqual([false, false])
})

it('says what could not be done, and what the server said, in a line of bearable length', () => {
  const say = (body: unknown) => refusalOf({ status: 403, body }, purpose).message
  expect(say({ message: 'no\nreally' })).toBe('cannot apply ConfigMap city/bikes: no')
  expect(say('<html>')).toBe('cannot apply ConfigMap city/bikes: <html>')
  for (const body of ['', null, 7, { message: '' }, { message: 7 }]) {
    expect(say(body)).toBe('cannot apply ConfigMap city/bikes: HTTP 403')
  }
  expect(say({ message: 'x'.repeat(9999) }).length).toBeLessThan(400)
})

it('names the definition where it is ours that is missing', () => {
  const purpose = { what: 'list modelexperiments', resource: modelExperiments }
  expect(refusalOf({ status: 404, body: '404 page not found\n' }, purpose).code).toBe('CrdMissing')
})

it('keeps when the server wants to be asked again, from wherever it says so', () => {
  const body = { kind: 'Status', details: { retryAfterSeconds: 3 } }
  expect(refusalOf({ status: 429, body }, purpose).retryAfterMs).toBe(3000)
  expect(refusalOf({ status: 429, body, retryAfterMs: 1 }, purpose).retryAfterMs).toBe(1)
  expect(refusalOf({ status: 429, body: 'later' }, purpose).retryAfterMs).toBeUndefined()
  expect(refusalOf({ status: 429, body: '', retryAfterMs: 1e12 }, purpose).retryAfterMs).toBe(
    300_000,
  )
})

it.each([
  [true, 404, missing],
  [false, 404, { details: { name: 'city', kind: 'namespaces' } }],
  [false, 404, '404 page not found\n'],
  [false, 403, missing],
])('tells a missing object from a missing kind: %s for %d, %j', (is, status, said) => {
  const body = typeof said === 'string' ? said : { kind: 'Status', ...said }
  expect(isMissingObject({ status, body })).toBe(is)
})

it('says why the server could not be reached, not that it could not', () => {
  const purpose = { what: 'list configmaps', resource: configMaps }
  const refused = new Error('connect ECONNREFUSED')
  for (const cause of [
    refused,
    new TypeError('fetch failed', { cause: refused }),
    new AggregateError([refused, new Error('other')]),
  ]) {
    const failure = unreachable(cause, purpose)
    expect(failure).toMatchObject({ code: 'ApiUnreachable', cause })
    expect(failure.message).toBe('cannot list configmaps: connect ECONNREFUSED')
  }
})
