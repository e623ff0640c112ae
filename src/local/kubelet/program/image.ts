/** What an image stands for here: a program of this machine. */
export type Image = {
  /** The program and its first arguments; a container's `command` takes its place. */
  readonly command: readonly string[]
  /** What follows, where a container has neither `command` nor `args`. */
  readonly args?: readonly string[]
  readonly env?: { readonly [name: string]: string }
  readonly workingDir?: string
}

export type Images = { readonly [image: string]: Image }

export function imageOf(images: Images, name: string): Image | undefined {
  return Object.hasOwn(images, name) ? images[name] : undefined
}
