/** `log-00000003`: what happened after snapshot 3 was begun; the next one continues it. */
export const logName = (number: number): string => named('log', number)

/** `snapshot-00000003`: what there was when log 3 began. The first log has none. */
export const snapshotName = (number: number): string => named('snapshot', number)

/** Of a snapshot that is being written. */
export const unfinished = (name: string): string => `${name}.unfinished`

/** The numbers of the logs, or of the snapshots, in order. */
export function numbersAmong(names: Iterable<string>, what: 'log' | 'snapshot'): readonly number[] {
  const numbers = [...names].flatMap((name) => {
    const [, kind, digits] = pattern.exec(name) ?? []
    return kind === what ? [Number(digits)] : []
  })
  return numbers.sort((a, b) => a - b)
}

/** Whether a file in the folder is one of the store's. */
export const isOurs = (name: string): boolean => pattern.test(name) || isUnfinished(name)

export const isUnfinished = (name: string): boolean => /^snapshot-\d{8}\.unfinished$/.test(name)

const pattern = /^(log|snapshot)-(\d{8})$/

const named = (what: string, number: number) => `${what}-${String(number).padStart(8, '0')}`
