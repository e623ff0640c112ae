import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { JsonObject } from '../../../../../src/api/json.ts'
import { protobufType } from '../../../../../src/local/protobuf/read.ts'
import type { Access } from '../../../../cluster/client.ts'
import type { Answered } from '../recorded.ts'
import { exchange } from './exchange.ts'

/** What a server has to say of each of the objects, in both forms. */
export async function recordAnswers(access: Access): Promise<{ [type: string]: Answered }> {
  const text = readFileSync(join(import.meta.dirname, 'objects.yaml'), 'utf8')
  const found: { [type: string]: Answered } = {}
  for (const document of parseAllDocuments(text)) {
    const object = document.toJS() as JsonObject
    const path = await stored(access, object)
    found[typeOf(object)] = await inBothForms(access, path)
    if (object['kind'] === 'Deployment') {
      const scale = await inBothForms(access, `${path}/scale`)
      found[typeOf(scale.json)] = scale
    }
  }
  return found
}

const typeOf = ({ apiVersion, kind }: JsonObject) => `${apiVersion} ${kind}`

/** Makes an object, and its status too, and says where it is. */
async function stored(access: Access, object: JsonObject): Promise<string> {
  const { status } = object
  const folder = folderOf(object)
  const made = JSON.parse(await ask(access, 'POST', folder, JSON.stringify(object)))
  const path = `${folder}/${made.metadata.name}`
  if (status) await ask(access, 'PUT', `${path}/status`, JSON.stringify({ ...made, status }))
  return path
}

function folderOf({ apiVersion, kind }: JsonObject): string {
  const root = `${apiVersion}`.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const place = kind === 'Namespace' ? '' : '/namespaces/default'
  return `${root}${place}/${`${kind}s`.toLowerCase().replace(/ys$/, 'ies')}`
}

async function inBothForms(access: Access, path: string): Promise<Answered> {
  const json = JSON.parse(await ask(access, 'GET', path))
  return { json, protobuf: await ask(access, 'GET', path, '', protobufType) }
}

/** JSON as text; anything else in base64. */
async function ask(
  access: Access,
  method: string,
  path: string,
  body = '',
  accept = 'application/json',
): Promise<string> {
  const headers = { accept, 'content-type': 'application/json' }
  const answer = await exchange(access, { method, path, headers, body: Buffer.from(body) })
  if (answer.status > 201) throw new Error(`${method} ${path}: ${answer.body}`)
  return answer.body.toString(accept === protobufType ? 'base64' : 'utf8')
}
