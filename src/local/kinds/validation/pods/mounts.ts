import { type Address, child, entry, type Problem, problem } from '../../../../admission/problem.ts'
import { isJsonObject, type JsonObject } from '../../../../api/json.ts'
import { forbidden, ifThere, invalid, missing, objectsIn, oneOf, unsupported } from '../checks.ts'
import { belowPath } from './paths.ts'

export type Volumes = ReadonlyMap<string, JsonObject>

/** Where volumes appear in a container. Some of it is reported at the list, as the server does. */
export function mounts(container: JsonObject, volumes: Volumes, at: Address): readonly Problem[] {
  const list = objectsIn(container['volumeMounts'])
  const devices = objectsIn(container['volumeDevices']).map(({ name }) => name)
  const paths = list.map(({ mountPath = '' }) => mountPath)
  return list.flatMap((mount, i) => {
    const { name = '', mountPath = '' } = mount
    const place = entry(at, i)
    return [
      ...(name === '' ? [missing(child(place, 'name'))] : []),
      ...(volumes.has(String(name))
        ? []
        : [problem(child(place, 'name'), 'FieldValueNotFound', { value: name })]),
      ...(mountPath === '' ? [missing(child(place, 'mountPath'))] : []),
      ...(paths.indexOf(mountPath) < i
        ? [invalid(child(place, 'mountPath'), mountPath, 'must be unique')]
        : []),
      ...(devices.includes(name)
        ? [invalid(child(place, 'name'), name, 'must not already exist in volumeDevices')]
        : []),
      ...subPathProblems(mount, at, place),
      ...propagationProblems(mount, container, at),
      ...ifThere(recursively)(mount['recursiveReadOnly'], child(at, 'recursiveReadOnly')),
    ]
  })
}

function subPathProblems(
  { subPath = '', subPathExpr = '' }: JsonObject,
  at: Address,
  place: Address,
) {
  const isBoth = subPath !== '' && subPathExpr !== ''
  const detail = 'subPathExpr and subPath are mutually exclusive'
  return [
    ...(subPath === '' ? [] : belowPath(subPath, child(at, 'subPath'))),
    ...(isBoth ? [invalid(child(place, 'subPathExpr'), subPathExpr, detail)] : []),
    ...(subPathExpr === '' ? [] : belowPath(subPathExpr, child(at, 'subPathExpr'))),
  ]
}

const recursively = oneOf('Disabled', 'Enabled', 'IfPossible')

const propagations = ['Bidirectional', 'HostToContainer', 'None']

function propagationProblems(
  { mountPropagation: asked }: JsonObject,
  { securityContext }: JsonObject,
  at: Address,
): readonly Problem[] {
  const place = child(at, 'mountPropagation')
  if (asked === undefined) return []
  if (!propagations.includes(String(asked))) return [unsupported(place, asked, propagations)]
  const isPrivileged = isJsonObject(securityContext) && securityContext['privileged'] === true
  return asked === 'Bidirectional' && !isPrivileged
    ? [
        forbidden(
          place,
          'Bidirectional mount propagation is available only to privileged containers',
        ),
      ]
    : []
}

/** Only a claim can be had as a device. */
export function devices(container: JsonObject, volumes: Volumes, at: Address): readonly Problem[] {
  const detail =
    'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'
  return objectsIn(container['volumeDevices']).flatMap(({ name = '', devicePath = '' }, i) => {
    const place = child(entry(at, i), 'name')
    const volume = volumes.get(String(name))
    const isClaim = (volume?.['persistentVolumeClaim'] ?? volume?.['ephemeral']) !== undefined
    const notFound = problem(place, 'FieldValueNotFound', { value: name })
    return [
      ...(name === '' ? [missing(place)] : []),
      ...(devicePath === '' ? [missing(child(entry(at, i), 'devicePath'))] : []),
      ...(volume && !isClaim ? [invalid(place, name, detail)] : []),
      ...(volume ? [] : [notFound]),
    ]
  })
}
