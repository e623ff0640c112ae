import type { Column } from '../kind.ts'
import { ageColumn, listAt, nameColumn, objectsAt, shown, textAt } from './cells.ts'

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  shown('AddressType', (object) => textAt(object, ['addressType'])),
  shown('Ports', (object) => {
    const ports = objectsAt(object, ['ports']).map(({ port, name }) =>
      String(port ?? (name || '*')),
    )
    return ports.length === 0 ? '<unset>' : firstFew(ports)
  }),
  shown('Endpoints', (object) => {
    const addresses = objectsAt(object, ['endpoints']).flatMap((endpoint) =>
      listAt(endpoint, ['addresses']).map(String),
    )
    return addresses.length === 0 ? '<unset>' : firstFew(addresses)
  }),
  ageColumn,
]

/** Three of them, and how many more there are. */
function firstFew(texts: readonly string[]): string {
  const more = texts.length - 3
  return texts.slice(0, 3).join(',') + (more > 0 ? ` + ${more} more...` : '')
}
