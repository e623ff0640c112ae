import { isJsonObject, type JsonObject } from '../../api/json.ts'
import type { Column, Kind } from './kind.ts'

type Asked = {
  readonly nowMs: number
  /** What each row carries of its object: `Metadata`, `Object` or `None`. */
  readonly include: string
  /** Of the list; of a single object its resourceVersion. */
  readonly metadata: JsonObject
  /** In a watch only the first table has columns. */
  readonly hasColumns: boolean
}

/** Objects as rows, the way `kubectl get` shows them. */
export function tableOf(kind: Kind, objects: readonly JsonObject[], asked: Asked): JsonObject {
  const { nowMs, include, metadata, hasColumns } = asked
  return {
    ...{ kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata },
    columnDefinitions: hasColumns ? kind.columns.map(definitionOf) : null,
    rows: objects.map((object) => ({
      cells: kind.columns.map(({ cell }) => cell(object, nowMs)),
      ...conditionsOf(kind, object),
      object: include === 'None' ? null : include === 'Object' ? object : partOf(object),
    })),
  }
}

function conditionsOf({ rowConditions }: Kind, object: JsonObject): JsonObject {
  const conditions = rowConditions?.(object) ?? []
  return conditions.length > 0 ? { conditions } : {}
}

const definitionOf = ({ name, type, format = '', description = '', priority }: Column) => ({
  ...{ name, type, format, description, priority },
})

function partOf({ metadata = {} }: JsonObject): JsonObject {
  const own = isJsonObject(metadata) ? metadata : {}
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: own }
}
