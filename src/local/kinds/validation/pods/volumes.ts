import { type Address, child, entry, type Problem } from '../../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../api/json.ts'
import { nanoOf } from '../../quantities.ts'
import {
  all,
  type Check,
  duplicate,
  each,
  fields,
  forbidden,
  ifThere,
  invalid,
  missing,
  nobody,
  number,
  objectsIn,
  oneOf,
  required,
  text,
  whole,
} from '../checks.ts'
import { label1123 } from '../names.ts'
import { fieldRef, fieldsForFiles, resourceFieldRef } from './env.ts'
import { filePath, noBacksteps } from './paths.ts'

const mode = number(
  (value) => 0 <= value && value <= 0o777,
  'must be a number between 0 and 0777 (octal), both inclusive',
)

const keyToPath: Check = fields({
  key: required(),
  path: required(filePath),
  mode,
})

/** Its path is that of the list: the server does not say which file it means. */
const file: Check = all(
  fields({
    path: required(filePath),
    fieldRef: fieldRef(fieldsForFiles),
    resourceFieldRef: resourceFieldRef(true),
    mode,
  }),
  whole(({ fieldRef, resourceFieldRef }, at) => {
    const detail = 'one of fieldRef and resourceFieldRef is required'
    return fieldRef === undefined && resourceFieldRef === undefined ? [missing(at, detail)] : []
  }),
)

const files = (value: Json | undefined, at: Address) =>
  objectsIn(value).flatMap((item) => file(item, at))

const hostPathTypes = [
  ...['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate'],
  'Socket',
]

/** What is checked of each kind of volume. */
const sources: { readonly [name: string]: Check } = {
  emptyDir: fields({
    sizeLimit: ifThere((value, at) =>
      nanoOf(String(value)) < 0n
        ? [forbidden(at, 'SizeLimit field must be a valid resource quantity')]
        : [],
    ),
  }),
  hostPath: whole(({ path = '', type = '' }, at) =>
    path === ''
      ? [missing(child(at, 'path'))]
      : [
          ...noBacksteps(path, child(at, 'path')),
          ...oneOf(...hostPathTypes)(type, child(at, 'type')),
        ],
  ),
  secret: fields({ secretName: required(), defaultMode: mode, items: each(keyToPath) }),
  persistentVolumeClaim: fields({ claimName: required() }),
  downwardAPI: all(
    fields({ defaultMode: mode }),
    whole(({ items }, at) => files(items, at)),
  ),
  configMap: fields({ name: required(), defaultMode: mode, items: each(keyToPath) }),
  projected: all(fields({ defaultMode: mode }), whole(projectionProblems)),
  ephemeral: fields({ volumeClaimTemplate: required() }),
  image: fields({ reference: required() }),
}

/** In the order in which the server looks for them. */
const inOrder = [
  ...['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret'],
  ...['nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs'],
  ...['quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume'],
  ...['photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO'],
  ...['csi', 'ephemeral', 'image'],
]

/** What the server calls some of them where there are too many. */
const misnamed: { readonly [field: string]: string } = {
  downwardAPI: 'downwarAPI',
  cephfs: 'cephFS',
}

/** The volumes of a Pod: what is wrong with them, and those in which nothing is. */
export function volumeProblems(value: Json | undefined, at: Address) {
  const problems: Problem[] = []
  const sound = new Map<string, JsonObject>()
  for (const [i, volume] of objectsIn(value).entries()) {
    const found = problemsOf(volume, entry(at, i), sound)
    if (found.length === 0) sound.set(String(volume['name']), volume)
    problems.push(...found)
  }
  return { problems, sound }
}

function problemsOf(volume: JsonObject, at: Address, before: ReadonlyMap<string, JsonObject>) {
  const { name = '' } = volume
  return [
    ...sourceProblems(volume, at),
    ...required(text(label1123))(name, child(at, 'name')),
    ...(before.has(String(name)) ? [duplicate(child(at, 'name'), name)] : []),
  ]
}

/** The first source is meant, the others are too many. */
function sourceProblems(volume: JsonObject, at: Address): readonly Problem[] {
  const [first, ...others] = inOrder.filter((field) => volume[field] !== undefined)
  if (first === undefined) return [missing(at, 'must specify a volume type')]
  const check = sources[first] ?? nobody
  return [
    ...check(volume[first], child(at, first)),
    ...others.map((field) =>
      forbidden(child(at, misnamed[field] ?? field), 'may not specify more than 1 volume type'),
    ),
  ]
}

const projections: { readonly [name: string]: Check } = {
  secret: fields({ name: required(), items: each(keyToPath) }),
  configMap: fields({ name: required(), items: each(keyToPath) }),
  downwardAPI: whole(({ items }, at) => files(items, at)),
  serviceAccountToken: fields({
    expirationSeconds: number(
      (value) => value >= 600,
      'may not specify a duration less than 10 minutes',
    ),
  }),
}

function projectionProblems({ sources: list }: JsonObject, at: Address): readonly Problem[] {
  const all = objectsIn(list)
  const paths = all.flatMap(pathsIn)
  const again = paths.filter(({ path }, i) => paths.findIndex((other) => other.path === path) < i)
  return [
    ...all.flatMap((source, i) => ofSource(source, entry(child(at, 'sources'), i), at)),
    ...again.map(({ shown }) => invalid(at, shown, 'conflicting duplicate paths')),
  ]
}

function ofSource(source: JsonObject, at: Address, volume: Address): readonly Problem[] {
  const kinds = Object.keys(source).filter((kind) => isJsonObject(source[kind]))
  const token = source['serviceAccountToken']
  const detail = 'may not specify more than 1 volume type per source'
  return [
    ...kinds.flatMap((kind) => (projections[kind] ?? nobody)(source[kind], child(at, kind))),
    ...(isJsonObject(token) ? required(filePath)(token['path'], child(volume, 'path')) : []),
    ...(kinds.length > 1 ? [forbidden(at, detail)] : []),
  ]
}

/** Where a projection puts its files, and what the server shows of it when two are put at one place. */
function pathsIn(source: JsonObject): readonly { readonly path: string; readonly shown: string }[] {
  return ['secret', 'configMap', 'downwardAPI'].flatMap((kind) => {
    const projection = source[kind]
    if (!isJsonObject(projection)) return []
    return objectsIn(projection['items'])
      .map(({ path = '' }) => String(path))
      .filter((path) => path !== '')
      .map((path) => ({ path, shown: String(projection['name'] ?? path) }))
  })
}
