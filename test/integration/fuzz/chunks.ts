/** A body in chunks, and where it ends; nothing while it goes on. What is no chunk ends at once, as a body that nobody has sent. */
export function chunkedBody(
  bytes: Buffer,
  from: number,
): { readonly body: Buffer; readonly end: number } | undefined {
  const chunks: Buffer[] = []
  for (let at = from; ; ) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return undefined
    const length = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (Number.isNaN(length)) return { body: Buffer.from('no chunk'), end: bytes.length }
    const start = line + 2
    at = start + length + 2
    if (at > bytes.length) return undefined
    if (length === 0) return { body: Buffer.concat(chunks), end: at }
    chunks.push(bytes.subarray(start, start + length))
  }
}
