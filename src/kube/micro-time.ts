/** As leases and events have it: exactly six digits after the point, or the server refuses it. */
export const microTime = (wallMs: number): string =>
  new Date(wallMs).toISOString().replace('Z', '000Z')
