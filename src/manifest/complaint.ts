import type { JsonPath } from '../api/json.ts'
import { pathOf, type Spot } from './trail.ts'

/** Something wrong at an offset. Of a document with a fatal complaint kubectl reads nothing. */
export type Complaint = {
  readonly at: number
  readonly message: string
  readonly path?: JsonPath
  readonly fatal: boolean
}

/** kubectl is silent about it; the API server refuses YAML that does it (`fieldValidation=Strict`). */
export const repeated = ({ at, trail }: Spot): Complaint => ({
  at,
  path: pathOf(trail),
  message: 'the key is given twice; kubectl keeps only the last one',
  fatal: false,
})
