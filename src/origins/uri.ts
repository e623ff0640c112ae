import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ContenderError } from '../errors.ts'

export const schemes = ['file', 'http', 'https', 's3'] as const

export type Scheme = (typeof schemes)[number]

/** Where a model lies. `told` is what anybody may read: the URI without what may be secret in it. */
export type Place = { readonly told: string } & (FilePlace | WebPlace | BucketPlace)

export type FilePlace = { readonly scheme: 'file'; readonly path: string }

export type WebPlace = { readonly scheme: 'http' | 'https'; readonly url: URL }

export type BucketPlace = {
  readonly scheme: 's3'
  readonly bucket: string
  /** As it is: nothing in it is decoded, as with the command lines of S3. */
  readonly key: string
  readonly version: string | undefined
}

export function placeOf(uri: string): Place {
  const told = toldOf(uri)
  if (uri.length > longest) throw invalid(told, `is longer than ${longest} characters`)
  if (hasControls(uri) || !uri.isWellFormed())
    throw invalid(told, 'has characters that none may have')
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(uri)?.[0].toLowerCase() ?? ''
  const read = readers.get(scheme)
  if (read === undefined) throw invalid(told, `begins with none of ${schemes.join(':, ')}:`)
  return { told, ...read(uri, told) }
}

type Read = (uri: string, told: string) => FilePlace | WebPlace | BucketPlace

const readers: ReadonlyMap<string, Read> = new Map<Scheme, Read>([
  ['file', fileIn],
  ['http', webIn],
  ['https', webIn],
  ['s3', bucketIn],
])

/** What stands on a command line: a URI, or the path of a file, from `folder` on. */
export function uriFrom(word: string, folder: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(word) ? word : pathToFileURL(resolve(folder, word)).href
}

/** Presigned queries and passwords are cut, whatever is wrong with the rest. */
export function toldOf(uri: string): string {
  const [bare = ''] = uri.split(/[?#]/, 1)
  const rest = bare.length < uri.length ? '?…' : ''
  const plain = Array.from(bare, (each) => (hasControls(each) ? '�' : each)).join('')
  return `${plain.replace(/^([^/]*:\/\/)[^/\\]*@/, '$1').slice(0, 300)}${rest}`
}

const longest = 2048

const hasControls = (text: string) => [...text].some((each) => each < ' ' || each === '\u007f')

const invalid = (told: string, why: string) =>
  new ContenderError('ModelUriInvalid', `${told} ${why}`)

function fileIn(uri: string, told: string): FilePlace {
  if (!/^file:\/(\/(localhost)?\/)?[^/]/i.test(uri)) {
    throw invalid(told, 'is not absolute: it begins with file:///')
  }
  const url = new URL(uri)
  if (url.search + url.hash !== '') throw invalid(told, 'has ? or # in it: write %3F or %23')
  try {
    return { scheme: 'file', path: fileURLToPath(url) }
  } catch {
    throw invalid(told, 'names no file')
  }
}

function webIn(uri: string, told: string): WebPlace {
  const url = /^https?:\/\/[^/\\]/i.test(uri) && !uri.includes('\\') ? URL.parse(uri) : null
  // A password may be what makes it none.
  if (url === null) throw invalid(told.replace(/:.*@.*/, ':…'), 'is no address')
  if (url.username + url.password !== '') throw invalid(told, 'has a user in it: mount a Secret')
  if (url.hash !== '') throw invalid(told, 'has a # in it: write %23')
  return { scheme: url.protocol === 'https:' ? 'https' : 'http', url }
}

function bucketIn(uri: string, told: string): BucketPlace {
  const found = /^s3:\/\/([a-z0-9][\w.-]*)\/([^?]+)(?:\?versionId=([^?&]+))?$/i.exec(uri)
  const [, bucket, key, version] = found ?? []
  if (bucket === undefined || key === undefined) throw invalid(told, 'is not s3://BUCKET/KEY')
  // Whoever stands between us and the store may walk up such a path, into another bucket.
  if (/(^|\/)\.{1,2}(\/|$)/.test(key)) throw invalid(told, 'has . or .. between slashes')
  return { scheme: 's3', bucket, key, version }
}
