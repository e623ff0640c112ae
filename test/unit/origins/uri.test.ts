import { describe, expect, it } from 'vitest'
import { placeOf, toldOf, uriFrom } from '../../../src/origins/uri.ts'

it.each([
  ['file:///models/3.onnx', { scheme: 'file', path: '/models/3.onnx' }],
  ['file:/models/3.onnx', { scheme: 'file', path: '/models/3.onnx' }],
  ['file://localhost/models/3.onnx', { scheme: 'file', path: '/models/3.onnx' }],
  ['FILE:///a%20b%23.onnx', { scheme: 'file', path: '/a b#.onnx' }],
  ['https://host/3.onnx', { scheme: 'https', url: new URL('https://host/3.onnx') }],
  ['HTTP://host:8080/3.onnx?x=1', { scheme: 'http', url: new URL('http://host:8080/3.onnx?x=1') }],
  ['s3://bucket/3.onnx', { scheme: 's3', bucket: 'bucket', key: '3.onnx', version: undefined }],
  [
    's3://b.c-d_e/a b/%20#ä+.onnx',
    { scheme: 's3', bucket: 'b.c-d_e', key: 'a b/%20#ä+.onnx', version: undefined },
  ],
  ['s3://bucket//a//b/', { scheme: 's3', bucket: 'bucket', key: '/a//b/', version: undefined }],
  ['s3://bucket/a?versionId=3/L4', { scheme: 's3', bucket: 'bucket', key: 'a', version: '3/L4' }],
])('%s is a place', (uri, place) => expect(placeOf(uri)).toMatchObject(place))

it.each([
  ['', /begins with none of/],
  ['/models/3.onnx', /begins with none of file:, http:, https:, s3:/],
  ['iris.onnx', /begins with none of/],
  ['gs://bucket/key', /begins with none of/],
  ['javascript:alert(1)', /begins with none of/],
  ['file:', /is not absolute/],
  ['file:models/3.onnx', /is not absolute/],
  ['file://models/3.onnx', /is not absolute/],
  ['file:////host/3.onnx', /is not absolute/],
  ['file:///a%2Fb', /names no file/],
  ['file:///a?b', /write %3F/],
  ['file:///a#b', /write %3F or %23/],
  ['http:', /is no address/],
  ['http://', /is no address/],
  ['http:/host/a', /is no address/],
  ['http:host/a', /is no address/],
  ['http:\\\\host\\a', /is no address/],
  ['http://good.test\\@evil.test/a', /is no address/],
  ['http:///host/a', /is no address/],
  ['http://ho st/a', /is no address/],
  ['http://host:99999/a', /is no address/],
  ['https://user:secret@host/a', /has a user in it/],
  ['https://token@host/a', /has a user in it/],
  ['https://host/a#b', /has a #/],
  ['https://host/\na', /has characters/],
  ['https://host/\ud800', /has characters/],
  ['s3://', /is not s3:\/\/BUCKET\/KEY/],
  ['s3://bucket', /is not s3/],
  ['s3://bucket/', /is not s3/],
  ['s3:///key', /is not s3/],
  ['s3://../key', /is not s3/],
  ['s3://bu:cket/key', /is not s3/],
  ['s3://bucket@host/key', /is not s3/],
  ['s3://bucket/a?b', /is not s3/],
  ['s3://bucket/a?versionId=', /is not s3/],
  ['s3://bucket/../other/key', /has \. or \.\./],
  ['s3://bucket/a/..', /has \. or \.\./],
  ['s3://bucket/./a', /has \. or \.\./],
  [`https://host/${'a'.repeat(2048)}`, /is longer than 2048/],
])('%j is none', (uri, said) => {
  expect(() => placeOf(uri)).toThrow(expect.objectContaining({ code: 'ModelUriInvalid' }))
  expect(() => placeOf(uri)).toThrow(said)
})

describe('what anybody may read', () => {
  it.each([
    ['https://host/a.onnx?X-Amz-Signature=secret', 'https://host/a.onnx?…'],
    ['https://ann:secret@host/a.onnx', 'https://host/a.onnx'],
    ['https://secret@host/a.onnx?secret#secret', 'https://host/a.onnx?…'],
    ['https://host/@scope/a.onnx', 'https://host/@scope/a.onnx'],
    ['s3://bucket/a@b.onnx', 's3://bucket/a@b.onnx'],
    ['file:///a@b.onnx', 'file:///a@b.onnx'],
    ['https://host/\u001b[31m', 'https://host/�[31m'],
  ])('of %s is %s', (uri, told) => expect(toldOf(uri)).toBe(told))

  it.each([
    'https:/ann:secret@host/a',
    'https:ann:secret@host/a',
    'https://ann:sec/ret@host/a',
    'https://ann:9secret@@host:x/a?secret',
    'https://ann:secret@host\\a',
    'https://ann:secret@[host/a',
    'ftp://ann:secret@host/a?secret',
    'https://ann:secret@host/a#secret',
    `https://ann:secret@host/${'a'.repeat(3000)}?secret`,
  ])('is never the secret in %s', (uri) => {
    expect(() => placeOf(uri)).toThrow(/^(?!.*(secret|sec\/|ann))/)
  })
})

it.each([
  ['./iris.onnx', 'file:///home/ann/iris.onnx'],
  ['iris.onnx', 'file:///home/ann/iris.onnx'],
  ['../a b#?.onnx', 'file:///home/a%20b%23%3F.onnx'],
  ['/abs/ä.onnx', 'file:///abs/%C3%A4.onnx'],
  ['s3://bucket/key', 's3://bucket/key'],
  ['https://host/a', 'https://host/a'],
  ['file:///a', 'file:///a'],
])('%s on a command line is %s', (word, uri) => {
  expect(uriFrom(word, '/home/ann')).toBe(uri)
  expect(() => placeOf(uri)).not.toThrow()
})
