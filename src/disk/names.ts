/** Terms are counted through all processes that ever had the folder, files from 1 within a term. */
export type Place = { readonly term: number; readonly file: number }

/** `journal-00000003-00000017`: whole from the moment on that it has this name. */
export const journalName = ({ term, file }: Place): string =>
  `journal-${digits(term)}-${digits(file)}`

/** Of a file that is being begun. */
export const unfinished = (name: string): string => `${name}.unfinished`

/** `term-00000003`: somebody has the folder since it is there, and those before him have it no more. */
export const termName = (term: number): string => `term-${digits(term)}`

const digits = (n: number) => String(n).padStart(8, '0')

/** Whose name it is: 0 where it is none of a journal's. */
export const termOf = (name: string): number =>
  Number(/^term-(\d{8,})$/.exec(name)?.[1] ?? parsed(name)?.term ?? 0)

/** `undefined` where it is no whole journal. */
export function placeOf(name: string): Place | undefined {
  const found = parsed(name)
  return found?.isUnfinished ? undefined : found
}

export const isUnfinished = (name: string): boolean => parsed(name)?.isUnfinished ?? false

function parsed(name: string) {
  const [, term, file, rest] = /^journal-(\d{8,})-(\d{8,})(\.unfinished)?$/.exec(name) ?? []
  if (term === undefined) return undefined
  return { term: Number(term), file: Number(file), isUnfinished: rest !== undefined }
}

export const isBefore = (one: Place, other: Place): boolean =>
  one.term === other.term ? one.file < other.file : one.term < other.term

/** The newest journal among these. */
export function newestAmong(names: readonly string[]): string | undefined {
  const found = names.flatMap((name) => {
    const place = placeOf(name)
    return place === undefined ? [] : { name, place }
  })
  return found.sort((one, other) => (isBefore(one.place, other.place) ? 1 : -1))[0]?.name
}
