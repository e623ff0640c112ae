import { type Json, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { ageColumn, countAt, nameColumn, objectsAt, selectorText, shown, wide } from './cells.ts'

const containers = ['spec', 'template', 'spec', 'containers']

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  shown('Ready', (object) => {
    return `${countAt(object, ['status', 'readyReplicas'])}/${countAt(object, ['spec', 'replicas'])}`
  }),
  shown('Up-to-date', (object) => countAt(object, ['status', 'updatedReplicas'])),
  shown('Available', (object) => countAt(object, ['status', 'availableReplicas'])),
  ageColumn,
  wide('Containers', (object) => joined(objectsAt(object, containers).map(({ name }) => name))),
  wide('Images', (object) => joined(objectsAt(object, containers).map(({ image }) => image))),
  wide('Selector', (object) => selectorText(valueAt(object, ['spec', 'selector']))),
]

const joined = (texts: readonly (Json | undefined)[]) => texts.map((text) => text ?? '').join(',')
