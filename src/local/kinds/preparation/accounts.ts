import { isJsonObject, type JsonObject } from '../../../api/json.ts'

/** Of the secrets of an account only their names are kept. */
export function withSecretNames(object: JsonObject): JsonObject {
  const { secrets } = object
  if (!Array.isArray(secrets)) return object
  const names = secrets.map((secret) => {
    const { name } = isJsonObject(secret) ? secret : {}
    return name === undefined ? {} : { name }
  })
  return { ...object, secrets: names }
}
