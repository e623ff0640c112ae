import type { Ground } from './server/ground.ts'

/** Says of each kind that nothing comes of here, once, when the first object of it is there. */
export function sayInert({ kinds, store }: Ground, note: (words: string) => void): void {
  for (const { storedAs, inert } of kinds) {
    if (inert === undefined) continue
    const say = () => note(inert)
    if ((store.list(storedAs) ?? []).length > 0) {
      say()
      continue
    }
    const stop = store.follow(storedAs, () => {
      stop()
      say()
    })
  }
}
