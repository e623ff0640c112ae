import { isJsonObject, type JsonObject } from '../../../api/json.ts'
import { each, filling, inOrder, within } from './filling.ts'

const mode = { defaultMode: 0o644 }
const items = each('items', within('fieldRef', filling({ apiVersion: 'v1' })))

/** A volume that says nothing of its kind is an empty folder. */
export const volume = inOrder(
  (sent) => (Object.keys(sent).some((name) => name !== 'name') ? sent : { ...sent, emptyDir: {} }),
  within('secret', filling(mode)),
  within('configMap', filling(mode)),
  within('downwardAPI', inOrder(filling(mode), items)),
  within('projected', inOrder(filling(mode), each('sources', projection))),
  within('hostPath', filling({ type: '' })),
  within('iscsi', filling({ iscsiInterface: 'default' })),
  within('rbd', filling({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' })),
  within(
    'azureDisk',
    filling({ cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' }),
  ),
  within('scaleIO', filling({ storageMode: 'ThinProvisioned', fsType: 'xfs' })),
  within(
    'image',
    filling({
      pullPolicy: ({ reference = '' }) =>
        /:latest$|^[^:@]*$/.test(String(reference)) ? 'Always' : 'IfNotPresent',
    }),
  ),
  within(
    'ephemeral',
    within('volumeClaimTemplate', within('spec', filling({ volumeMode: 'Filesystem' }))),
  ),
)

function projection(source: JsonObject): JsonObject {
  return inOrder(
    within('serviceAccountToken', filling({ expirationSeconds: 3600 })),
    within('downwardAPI', items),
  )(isJsonObject(source) ? source : {})
}
