import type { Check } from '../checks.ts'
import { text } from '../checks.ts'

const upwards = (path: string) => (path.split('/').includes('..') ? ["must not contain '..'"] : [])

/** A path of a file of the host, that leads nowhere above itself. */
export const noBacksteps: Check = text(upwards)

/** A path below something. */
export const belowPath: Check = text((path) => [
  ...(path.startsWith('/') ? ['must be a relative path'] : []),
  ...upwards(path),
])

/** The same, of a file that a volume makes: names with two dots in front are its own. */
export const filePath: Check = text((path) => [
  ...(path.startsWith('/') ? ['must be a relative path'] : []),
  ...upwards(path),
  ...(path.startsWith('..') && !path.startsWith('../') && path !== '..'
    ? ["must not start with '..'"]
    : []),
])
