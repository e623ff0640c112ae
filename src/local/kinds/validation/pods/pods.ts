import { isDeepStrictEqual } from 'node:util'
import { qualifiedName } from '../../../../admission/names.ts'
import { type Address, child, entry, type Problem, root } from '../../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../api/json.ts'
import { objectAt } from '../../defaults/filling.ts'
import { each, fields, forbidden, missing, objectsIn, text, unchanged } from '../checks.ts'
import { isAddress } from '../ips.ts'
import { annotations, labels } from '../label-selectors.ts'
import { shutAgain } from './gates.ts'
import { podSpec } from './spec.ts'

const spec = child(root, 'spec')
const status = child(root, 'status')

export function validatePod(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const own = podSpec(old !== undefined)(object['spec'], spec)
  if (old === undefined) return [...own, ...tokenProblems(object)]
  return [...own, ...updateProblems(object, old), ...statusProblems(object, old)]
}

/** A template says its labels beside its spec, and so they are called where something is wrong with them. */
export function podTemplate(template: Json | undefined, at: Address): readonly Problem[] {
  const { metadata, spec } = isJsonObject(template) ? template : {}
  const own = isJsonObject(metadata) ? metadata : {}
  const pods = isJsonObject(spec) ? spec : {}
  const { ephemeralContainers, ...rest } = pods
  return [
    ...labels(own['labels'], child(at, 'labels')),
    ...annotations(own['annotations'], child(at, 'annotations')),
    ...podSpec(true)(rest, child(at, 'spec')),
    ...(ephemeralContainers === undefined
      ? []
      : [forbidden(child(child(at, 'spec'), 'ephemeralContainers'), notInTemplates)]),
  ]
}

const notInTemplates = 'ephemeral containers not allowed in pod template'

/** A token is that of an account, which the Pod must name. */
function tokenProblems(object: JsonObject): readonly Problem[] {
  const { serviceAccountName, volumes } = objectAt(object, 'spec')
  if (serviceAccountName !== undefined) return []
  const detail = 'must not be specified when serviceAccountName is not set'
  return objectsIn(volumes).flatMap((volume, i) =>
    objectsIn(objectAt(volume, 'projected')['sources']).flatMap(({ serviceAccountToken }, j) => {
      const at = entry(child(child(entry(child(spec, 'volumes'), i), 'projected'), 'sources'), j)
      return serviceAccountToken === undefined
        ? []
        : [forbidden(child(at, 'serviceAccountToken'), detail)]
    }),
  )
}

const mutable =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** Nearly all of a Pod stays as it was made. */
function updateProblems(object: JsonObject, old: JsonObject): readonly Problem[] {
  const [now, had] = [objectAt(object, 'spec'), objectAt(old, 'spec')]
  for (const field of ['containers', 'initContainers']) {
    if (objectsIn(now[field]).length !== objectsIn(had[field]).length) {
      return [forbidden(child(spec, field), 'pod updates may not add or remove containers')]
    }
  }
  const detail = `pod updates may not change fields other than ${mutable}`
  return [
    ...imageless(now),
    ...tolerationProblems(now, had),
    ...shutAgain(now, had, spec),
    ...(isDeepStrictEqual(lasting(now), lasting(had)) ? [] : [forbidden(spec, detail)]),
  ]
}

/** What is tolerated stays tolerated, for longer or shorter; more may be. */
function tolerationProblems(now: JsonObject, had: JsonObject): readonly Problem[] {
  const untimed = (list: Json | undefined) =>
    objectsIn(list).map(({ tolerationSeconds: _, ...rest }) => rest)
  const list = untimed(now['tolerations'])
  const isKept = untimed(had['tolerations']).every((one) =>
    list.some((other) => isDeepStrictEqual(one, other)),
  )
  const detail = 'existing toleration can not be modified except its tolerationSeconds'
  return isKept ? [] : [forbidden(child(spec, 'tolerations'), detail)]
}

const imageless = (now: JsonObject) =>
  objectsIn(now['containers']).flatMap(({ image = '' }, i) =>
    image === '' ? [missing(child(entry(child(spec, 'containers'), i), 'image'))] : [],
  )

/** What must stay as it was: images, a deadline, gates and what is tolerated may change. */
function lasting(spec: JsonObject): JsonObject {
  const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = spec
  const unimaged = ['containers', 'initContainers'].map((field) => [
    field,
    objectsIn(spec[field]).map(({ image: _image, ...container }) => container),
  ])
  return { ...rest, ...Object.fromEntries(unimaged) }
}

const ofStatus = fields({
  podIPs: each(fields({ ip: isAddress })),
  conditions: each((value, at) =>
    text(qualifiedName)(isJsonObject(value) ? value['type'] : '', child(at, 'Type')),
  ),
})

function statusProblems(object: JsonObject, old: JsonObject): readonly Problem[] {
  const [now, had] = [objectAt(object, 'status'), objectAt(old, 'status')]
  // Addresses are reported under the item, not under its field.
  const own = ofStatus(now, status).map((problem) => ({
    ...problem,
    field: problem.field.replace(/\.ip$/, ''),
  }))
  const isNew = had['qosClass'] !== undefined && now['qosClass'] !== undefined
  return [
    ...own,
    ...(isNew ? unchanged(child(status, 'qosClass'), now['qosClass'], had['qosClass']) : []),
  ]
}
