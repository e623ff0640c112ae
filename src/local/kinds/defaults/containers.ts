import type { Json, JsonObject } from '../../../api/json.ts'
import { isJsonObject } from '../../../api/json.ts'
import { upToMilli } from '../quantities.ts'
import { each, filling, inOrder, within } from './filling.ts'

/** A container of whichever sort, as the server completes it. */
export const container = inOrder(
  filling({
    imagePullPolicy: ({ image = '' }) => (isLatest(String(image)) ? 'Always' : 'IfNotPresent'),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  }),
  each('ports', filling({ protocol: 'TCP' })),
  each('env', within('valueFrom', valueFrom)),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => within(name, probe)),
  within('lifecycle', inOrder(within('postStart', action), within('preStop', action))),
  within('resources', resources),
  within('securityContext', (context) => context),
)

const reference =
  /^(?:[A-Za-z0-9.:[\]-]+\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::([\w][\w.-]{0,127}))?(@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?$/

/** No tag and no digest means the newest there is. Of what is no image nothing is newest. */
function isLatest(image: string): boolean {
  const found = reference.exec(image)
  if (found === null || image.length > 255) return false
  const [, tag, digest] = found
  return tag === 'latest' || (tag === undefined && digest === undefined)
}

function valueFrom(source: JsonObject): JsonObject {
  return inOrder(
    within('fieldRef', filling({ apiVersion: 'v1' })),
    within('fileKeyRef', filling({ optional: false })),
  )(source)
}

function probe(sent: JsonObject): JsonObject {
  return inOrder(
    filling({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
    action,
    within('grpc', filling({ service: '' })),
  )(sent)
}

function action(sent: JsonObject): JsonObject {
  return within('httpGet', filling({ path: '/', scheme: 'HTTP' }))(sent)
}

function resources(sent: JsonObject): JsonObject {
  return inOrder(rounded('limits'), rounded('requests'))(sent)
}

const rounded = (field: string) =>
  within(field, (amounts) => mapped(amounts, (value) => upToMilli(String(value))))

function mapped(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
}

/** In a Pod of its own, what is limited and not requested is requested in that amount. */
export function withRequests(sent: JsonObject): JsonObject {
  const { resources } = sent
  if (!isJsonObject(resources) || !isJsonObject(resources['limits'])) return sent
  const requests = { ...resources['limits'], ...(resources['requests'] as JsonObject | undefined) }
  return { ...sent, resources: { ...resources, requests } }
}
