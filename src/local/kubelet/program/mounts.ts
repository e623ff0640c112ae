/** Where a path of the container really is. */
export type Mounted = { readonly path: string; readonly folder: string }

/** What may stand before a path in a text, and after it: `--config=/etc/app/a.json,/models`. */
const before = '(?<=^|[\\s=:,;\'"`(<>|&]|file://)'
const after = '(?=$|[/\\s:,;\'"`)<>|&])'

/**
 * All processes share the file system of the machine, so nothing can be mounted: wherever a mounted path
 * stands as a path, or as its beginning, the folder takes its place. The longest path wins, and what took
 * a place is not looked at again.
 */
export function createRelocation(mounts: readonly Mounted[]): (text: string) => string {
  const folders = new Map(mounts.map(({ path, folder }) => [withoutSlash(path), folder]))
  if (folders.size === 0) return (text) => text
  const paths = [...folders.keys()].sort((a, b) => b.length - a.length).map(escaped)
  const found = new RegExp(`${before}(?:${paths.join('|')})${after}`, 'g')
  return (text) => text.replace(found, (path) => folders.get(path) ?? path)
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
