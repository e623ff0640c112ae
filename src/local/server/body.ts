import type { IncomingMessage } from 'node:http'
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { readManifests } from '../../manifest/manifest.ts'
import type { Kind } from '../kinds/kind.ts'
import { badRequest, mediaTypes, tooLarge, unsupportedType } from './refusal.ts'

/** As much as the real server takes. */
const longestBody = 3 * 1024 * 1024

/** All of a request's body. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestBody) throw tooLarge(longestBody)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** An object that is sent whole. */
export function objectIn(kind: Kind, text: string, contentType: string): JsonObject {
  const read = readers[mediaType(contentType)]
  if (read === undefined) throw unsupportedType(`${otherForms}${mediaTypes}`)
  const value = read(text)
  if (isJsonObject(value)) return value
  if (value === null) return {}
  const opening = `the object provided is unrecognized (must be of type ${kind.kind})`
  const error = `couldn't get version/kind; json parse error: ${whyNoObject(text, value)}`
  throw badRequest(`${opening}: ${error} (${shown(text)})`)
}

const readers: { readonly [type: string]: (text: string) => Json | undefined } = {
  'application/json': jsonIn,
  'application/yaml': yamlIn,
  '': jsonIn,
}

/** YAML as kubectl reads it; JSON is YAML too. */
export function yamlIn(text: string): Json | undefined {
  const value = jsonIn(text)
  if (value !== undefined) return value
  const [document] = readManifests(text)
  if (document === undefined) return null
  return document.problems.length > 0 ? undefined : document.value
}

export const mediaType = (contentType: string): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase()

export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Why a text is no object. Of what is wrong within it only that much is said. */
export function whyNoObject(text: string, value: Json | undefined): string {
  if (value !== undefined) return `json: cannot unmarshal ${JSON.stringify(value).slice(0, 20)}`
  return endsEarly(text) ? 'unexpected end of JSON input' : 'invalid character in JSON'
}

function endsEarly(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : ''
    const at = /position (\d+)/.exec(said)?.[1]
    return /end of JSON|Unterminated/.test(said) || Number(at) >= text.length
  }
}

/** What begins like JSON is shown as it is, its beginning at least; anything else in hexadecimal. */
function shown(text: string): string {
  if (text === '') return '<empty>'
  const isJson = text.trimStart().startsWith('{')
  const all = isJson ? text : Buffer.from(text).toString('hex')
  return all.length > 30 && isJson ? `${all.slice(0, 30)} ...` : all
}

const otherForms =
  'the body of the request was in an unknown format - accepted media types include: '
