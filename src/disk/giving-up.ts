/** What a user is told of damage in the middle of what was acknowledged: nobody else may decide to do without it. */
export const givingUp = (path: string, offset: number): string =>
  `acknowledged writes come after it, and to give them up: truncate -s ${offset} ${quoted(path)}`

/** For a shell. */
export const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`
