import { ContenderError } from '../../errors.ts'
import { externalsIn } from '../graph/external.ts'
import { graphIn, readGraph } from '../graph/graph.ts'
import { withoutZipMap } from '../graph/zip-map.ts'
import { type Claim, claimOf } from '../prediction/claim.ts'
import { unservable } from './declared.ts'

export type ModelFile = {
  /** What the runtime is to open. */
  readonly bytes: Uint8Array
  readonly claim: Claim | undefined
}

/**
 * Reads of a file what the runtime doesn't tell, and refuses what could not be served. It looks at the frame of
 * each message only: weights are neither read nor copied, but where a ZipMap is replaced.
 */
export function readFile(bytes: Uint8Array): ModelFile {
  if (bytes.length === 0) throw invalid('the file is empty')
  try {
    return read(bytes)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw invalid(`this is no ONNX file, or only a part of one: ${cause.message}`, { cause })
  }
}

function read(bytes: Uint8Array): ModelFile {
  const [external, ...others] = externalsIn(bytes)
  if (external !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`
    const where = `the values of ${shown(external.tensor)}${more} are in another file, ${shown(external.file)}`
    throw invalid(`${where}; save the model with all its weights in one file`)
  }
  const own = graphIn(bytes)
  if (own === undefined) throw invalid('this is no ONNX file: it has no graph')
  const graph = readGraph(own)
  const unzipped = withoutZipMap(bytes)
  const why = unservable(graph, unzipped.zipped)
  if (why !== undefined) throw invalid(why)
  return { bytes: unzipped.bytes, claim: claimOf(graph, unzipped.zipped) }
}

const shown = (name: string) => JSON.stringify(name)

const invalid = (why: string, options?: ErrorOptions) =>
  new ContenderError('ModelInvalid', why, options)
