import { type JsonObject, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { ageColumn, countAt, nameColumn, selectorText, shown, textAt, textOr } from './cells.ts'

const size = (object: JsonObject, ...fields: readonly string[]) =>
  fields.reduce((sum, field) => sum + Object.keys(Object(object[field])).length, 0)

export const configMapColumns: readonly Column[] = [
  nameColumn,
  shown('Data', (object) => size(object, 'data', 'binaryData')),
  ageColumn,
]

export const secretColumns: readonly Column[] = [
  nameColumn,
  shown('Type', (object) => textAt(object, ['type'])),
  shown('Data', (object) => size(object, 'data')),
  ageColumn,
]

export const leaseColumns: readonly Column[] = [
  nameColumn,
  shown('Holder', (object) => textAt(object, ['spec', 'holderIdentity'])),
  ageColumn,
]

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  shown('Status', (object) => textAt(object, ['status', 'phase'])),
  ageColumn,
]

export const serviceAccountColumns: readonly Column[] = [nameColumn, ageColumn]

export const networkPolicyColumns: readonly Column[] = [
  nameColumn,
  shown('Pod-Selector', (object) => selectorText(valueAt(object, ['spec', 'podSelector']))),
  ageColumn,
]

const orNotAvailable = (object: JsonObject, field: string) => textOr(object, ['spec', field], 'N/A')

export const disruptionBudgetColumns: readonly Column[] = [
  nameColumn,
  shown('Min Available', (object) => orNotAvailable(object, 'minAvailable')),
  shown('Max Unavailable', (object) => orNotAvailable(object, 'maxUnavailable')),
  shown(
    'Allowed Disruptions',
    (object) => countAt(object, ['status', 'disruptionsAllowed']),
    'integer',
  ),
  ageColumn,
]
