import type { JsonObject } from '../../api/json.ts'
import { selectionText } from '../kinds/columns/cells.ts'
import { metadataOf, only } from './ground.ts'

/** How many replicas an object has and should have, as the `scale` subresource shows it. */
export function scaleOf(object: JsonObject): JsonObject {
  const { replicas: wanted, selector } = Object(object['spec'])
  const { replicas: present } = Object(object['status'])
  const text = selectionText(Object(selector))
  return {
    ...{ kind: 'Scale', apiVersion: 'autoscaling/v1' },
    metadata: only(metadataOf(object), shownMetadata),
    spec: wanted ? { replicas: wanted } : {},
    status: { replicas: present ?? 0, ...(text && { selector: text }) },
  } as JsonObject
}

const shownMetadata = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp']

/** The object with the replicas that a `Scale` asks for. */
export function withScale(object: JsonObject, scale: JsonObject): JsonObject {
  const { replicas = 0 } = Object(scale['spec'])
  const { resourceVersion, uid } = metadataOf(scale)
  const metadata = {
    ...metadataOf(object),
    ...(resourceVersion !== undefined && { resourceVersion }),
    ...(uid !== undefined && { uid }),
  }
  return { ...object, metadata, spec: { ...Object(object['spec']), replicas } }
}
