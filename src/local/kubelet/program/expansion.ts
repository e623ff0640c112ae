/**
 * Puts values in the place of `$(NAME)`. A name without a value stays as it is written, and `$$` is a
 * dollar: `$$(NAME)` comes out as `$(NAME)`.
 */
export function expand(text: string, find: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (found, name?: string) =>
    name === undefined ? '$' : (find(name) ?? found),
  )
}
