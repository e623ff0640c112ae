import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import { child, type Place, type Problem, problem } from './problem.ts'

const anything = /./s

/** The server asks for a version where it says so: `v1` or `apps/v1`. */
const required: { readonly [name: string]: { readonly shape: RegExp; readonly detail: string } } = {
  apiVersion: { shape: /^([^/]*\/)?[^/]+$/, detail: 'version must not be empty' },
  kind: { shape: anything, detail: 'must not be empty' },
  name: { shape: anything, detail: 'must not be empty' },
  uid: { shape: anything, detail: 'must not be empty' },
}

/** Every owner is told of at one place: the server does not say which of them it means. */
export function ownerProblems(value: Json | undefined, at: Place): readonly Problem[] {
  const owners = (Array.isArray(value) ? value : []).filter(isJsonObject)
  return [...owners.flatMap((owner) => ofOwner(owner, at)), ...ofControllers(owners, at)]
}

function ofOwner(owner: JsonObject, at: Place): readonly Problem[] {
  const missing = Object.entries(required).flatMap(([name, { shape, detail }]) => {
    const value = owner[name] ?? ''
    if (shape.test(String(value))) return []
    return [problem(child(at, name), 'FieldValueInvalid', { value, detail })]
  })
  const isEvent = /^\/?v1$/.test(String(owner['apiVersion'])) && owner['kind'] === 'Event'
  if (!isEvent) return missing
  const detail = '/v1, Kind=Event is disallowed from being an owner'
  return [...missing, problem(at, 'FieldValueInvalid', { value: owner, detail })]
}

function ofControllers(owners: readonly JsonObject[], at: Place): readonly Problem[] {
  const [first, ...others] = owners
    .filter(({ controller }) => controller === true)
    .map(({ kind, name }) => `${kind}/${name}`)
  return others.map((other) => {
    const said = 'Only one reference can have Controller set to true.'
    const detail = `${said} Found "true" in references for ${first} and ${other}`
    return problem(at, 'FieldValueInvalid', { value: owners, detail })
  })
}
