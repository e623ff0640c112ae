/** `journal-00000003`: whole from the moment on that it has this name. */
export const journalName = (number: number): string => `journal-${String(number).padStart(8, '0')}`

/** Of a file that is being begun. */
export const unfinished = (name: string): string => `${name}.unfinished`

export const isUnfinished = (name: string): boolean => /^journal-\d{8,}\.unfinished$/.test(name)

/** The number of the newest journal among these; 0 where there is none. */
export const newestAmong = (names: readonly string[]): number => Math.max(0, ...names.map(numberOf))

/** 0 where it is none. */
export const numberOf = (name: string): number => Number(/^journal-(\d{8,})$/.exec(name)?.[1] ?? 0)
