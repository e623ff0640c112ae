import type { Door } from '../../kube/door.ts'
import type { LoopPorts } from '../loop.ts'
import type { Images } from './program/image.ts'
import type { Settings } from './settings.ts'

export type KubeletOptions = LoopPorts & {
  readonly door: Door
  /** It runs the Pods that were given to this node. */
  readonly nodeName: string
  /** Where the processes are to listen. */
  readonly bindAddress: string
  readonly images: Images
  /** Completes «image … is not known here: …». */
  readonly howToKnow?: string
  /** Its own, and no other kubelet's: records, volumes, logs. */
  readonly folder: string
  /** Where programs are looked for; where this process looks, if absent. */
  readonly path?: string
  readonly settings?: Partial<Settings>
}
