import { type Images, imageOf } from './kubelet/program/image.ts'
import type { Ground } from './server/ground.ts'
import type { StoredObject } from './store/store.ts'

/** Says of each image that nobody has told of, once, when the first Pod wants it. */
export function sayUnknown(
  { kinds, store }: Ground,
  images: Images,
  note: (words: string) => void,
): void {
  const pods = kinds.find(({ group, kind }) => group === '' && kind === 'Pod')
  if (pods === undefined) return
  const said = new Set<string>()
  const look = (pod: StoredObject) => {
    for (const image of imagesOf(pod)) {
      if (said.has(image) || imageOf(images, image) !== undefined) continue
      said.add(image)
      note(
        `nothing says what the image ${image} runs, so its Pods wait: --image '${image}=COMMAND'`,
      )
    }
  }
  for (const pod of store.list(pods.storedAs) ?? []) look(pod)
  store.follow(pods.storedAs, ({ object, isRemoval }) => isRemoval || look(object))
}

function imagesOf({ spec }: StoredObject): readonly string[] {
  const { containers = [], initContainers = [] } = Object(spec)
  return [...initContainers, ...containers].map(({ image }) => String(image))
}
