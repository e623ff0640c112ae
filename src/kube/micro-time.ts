/** As leases and events have it: exactly six digits after the point, or the server refuses it. */
export function microTime(wallMs: number): string {
  const micros = Math.round(wallMs * 1000)
  const whole = Math.floor(micros / 1000) // and what is left is no less than 0, before 1970 too
  const rest = String(micros - 1000 * whole).padStart(3, '0')
  return new Date(whole).toISOString().replace('Z', `${rest}Z`)
}

/** As conditions have it: whole seconds. */
export const wholeTime = (wallMs: number): string =>
  new Date(wallMs).toISOString().replace(/\.\d+/, '')
