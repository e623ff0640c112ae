import { isJsonObject, type JsonObject } from '../../../api/json.ts'
import { always, type Defaults, each, filling, inOrder, objectAt } from './filling.ts'

/** What is written in clear is added to what is written in base64, and not kept. */
export const secret: Defaults = inOrder(filling({ type: 'Opaque' }), (sent) => {
  const { stringData, ...rest } = sent
  if (!isJsonObject(stringData)) return rest
  const encoded = Object.entries(stringData).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ])
  return { ...rest, data: { ...objectAt(rest, 'data'), ...Object.fromEntries(encoded) } }
})

export const endpointSlice: Defaults = each('ports', filling({ name: '', protocol: 'TCP' }))

const nameLabel = 'kubernetes.io/metadata.name'

/** A namespace bears its name as a label, so that policies may select it. */
export const withNameLabel: Defaults = (sent) => {
  const metadata = objectAt(sent, 'metadata')
  const { name } = metadata
  if (name === undefined) return sent
  const labels: JsonObject = { ...objectAt(metadata, 'labels'), [nameLabel]: name }
  return { ...sent, metadata: { ...metadata, labels } }
}

export const namespace: Defaults = inOrder(
  always('status', filling({ phase: 'Active' })),
  withNameLabel,
)
