import { dirname } from 'node:path'
import { isJsonObject, type Json, type JsonPath } from '../../api/json.ts'
import { failureOf } from '../../errors.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { lineOf, onlyManifest } from '../../manifest/only.ts'
import { uriFrom } from '../../origins/uri.ts'
import { modelFields } from './fields.ts'
import type { Wanted } from './wanted.ts'

type Problem = { readonly path: JsonPath; readonly message: string }

/** The models that a settings file wants. What isn't as it must be is `SettingsInvalid`, with its place. */
export function modelsIn(text: string, file: string): readonly Wanted[] {
  const manifest = onlyManifest(text, file, 'a list of models')
  if ('unread' in manifest) throw invalid(manifest.unread)
  const value = withUris(manifest.value, dirname(file))
  const problems = problemsIn(value)
  if (problems.length > 0) {
    throw invalid(problems.map(({ path, message }) => `${told(file, manifest, path)} ${message}`))
  }
  const { models } = value as { readonly models: readonly Wanted[] }
  return models
}

/** What is a path there is one from the folder of the file on, wherever the process was started. */
function withUris(value: Json, folder: string): Json {
  if (!isJsonObject(value) || !isList(value['models'])) return value
  return { ...value, models: value['models'].map((model) => withUri(model, folder)) }
}

function withUri(model: Json, folder: string): Json {
  const uri = isJsonObject(model) ? model['uri'] : undefined
  if (typeof uri !== 'string' || uri === '') return model
  return { ...(model as object), uri: uriFrom(uri, folder) }
}

function told(file: string, manifest: Manifest, path: JsonPath): string {
  const place = `${lineOf(file, manifest, path)}:`
  return path.length === 0 ? place : `${place} ${pathText(path)}`
}

const invalid = (lines: readonly string[]) => failureOf('SettingsInvalid', lines)

function problemsIn(value: Json): readonly Problem[] {
  if (!isJsonObject(value)) return [{ path: [], message: 'it is no mapping with a list of models' }]
  const models = value['models']
  const strangers = unknownIn(value, ['models'], [])
  if (!isList(models)) return [...strangers, { path: ['models'], message: 'is a list' }]
  if (models.length === 0)
    return [...strangers, { path: ['models'], message: 'is empty: name one at least' }]
  const wrong = models.flatMap((model, nth) => problemsOf(model, ['models', nth]))
  return [...strangers, ...(wrong.length > 0 ? wrong : doublesIn(models as readonly Wanted[]))]
}

function problemsOf(model: Json, path: JsonPath): readonly Problem[] {
  if (!isJsonObject(model)) return [{ path, message: 'is no mapping with name and uri' }]
  const wrong = Object.entries(modelFields).flatMap(([field, { isRequired, wrongWith }]) => {
    const value = model[field]
    if (value === undefined) return isRequired ? [{ path, message: `has no ${field}` }] : []
    const message = typeof value === 'string' ? wrongWith(value) : 'is text: write it in quotes'
    return message === undefined ? [] : [{ path: [...path, field], message }]
  })
  return [...unknownIn(model, Object.keys(modelFields), path), ...wrong]
}

const unknownIn = (value: object, known: readonly string[], path: JsonPath): readonly Problem[] =>
  Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      path: [...path, field],
      message: `is unknown; known is ${known.join(', ')}`,
    }))

/** One version can't be two models, and one model need not be there twice. */
function doublesIn(models: readonly Wanted[]): readonly Problem[] {
  const keys = models.map(({ name, version, uri }) => JSON.stringify([name, version ?? { uri }]))
  return keys.flatMap((key, nth) => {
    const first = keys.indexOf(key)
    if (first === nth) return []
    return [{ path: ['models', nth], message: `is the same name and version as models[${first}]` }]
  })
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

const pathText = (path: JsonPath) =>
  path
    .map((step, nth) => (typeof step === 'number' ? `[${step}]` : nth > 0 ? `.${step}` : step))
    .join('')
