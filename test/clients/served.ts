import { kept, names } from '../models/models.ts'

/** What takes or gives something that this protocol has no tensor for; a server says so when it is to load one. */
const unspeakable = ['identity-bfloat16', 'optional-input', 'tensor-list']

export const served = names
  .filter((name) => !unspeakable.includes(name))
  .map((name) => ({ name, path: kept(name).path }))
