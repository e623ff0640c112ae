/** Whether an address is for this machine alone. */
export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Whether it means every address of this machine. */
export const isWildcard = (host: string) => host === '0.0.0.0' || /^[0:]*:[0:]*$/.test(host)
