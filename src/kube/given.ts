type Given<T> = { [name in keyof T]: Exclude<T[name], undefined> }

/** Without the options that are there only as `undefined`. */
export function given<T extends object>(options: T): Given<T> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Given<T>
}
