import type { Container } from '../pod/spec.ts'
import { expand } from './expansion.ts'
import type { Image } from './image.ts'

export type Env = { readonly [name: string]: string }

/**
 * The command line of a container. Variables are replaced in all of it: an image that stands for a program
 * of this machine may have to be told where to listen. Mounted paths are the container's, and replaced in
 * its own words alone.
 */
export function commandLine(
  { command = [], args = [] }: Container,
  image: Image,
  env: Env,
  relocate: (text: string) => string,
): readonly string[] {
  const own = (texts: readonly string[]) => texts.map((text) => relocate(expanded(text, env)))
  const ofImage = (texts: readonly string[] = []) => texts.map((text) => expanded(text, env))
  if (command.length > 0) return [...own(command), ...own(args)]
  if (args.length > 0) return [...ofImage(image.command), ...own(args)]
  return [...ofImage(image.command), ...ofImage(image.args)]
}

export const expanded = (text: string, env: Env): string =>
  expand(text, (name) => (Object.hasOwn(env, name) ? env[name] : undefined))
