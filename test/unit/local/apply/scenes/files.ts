import type { Script } from '../recording.ts'
import { scenesByChance } from './by-chance.ts'
import { configMaps } from './config-maps.ts'
import { creations } from './creations.ts'
import { deployments } from './deployments.ts'
import { experiments } from './experiments.ts'
import { others } from './others.ts'
import { patches } from './patches.ts'

/** The scenes of each file in `recorded`. */
export const files: { readonly [file: string]: readonly Script[] } = {
  'by-chance': scenesByChance,
  'config-maps': configMaps,
  creations,
  deployments,
  experiments,
  others,
  patches,
}
