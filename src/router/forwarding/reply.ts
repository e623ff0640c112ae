/** Where an answer goes: what of Node's responses it needs. */
export type Reply = {
  readonly req: { readonly method?: string | undefined }
  /** Nobody is there any more. */
  readonly destroyed: boolean
  readonly headersSent: boolean
  /** Whether its connection goes on after it. */
  shouldKeepAlive: boolean
  /** `headers` are flat. */
  writeHead(status: number, reason: string | undefined, headers: string[]): unknown
  /** False where what follows is to wait for `drain`. */
  write(chunk: Buffer): boolean
  end(rest?: Uint8Array | string): unknown
  destroy(): unknown
  on(event: 'drain', hear: () => void): unknown
  /** All of it has gone out, or nobody is there any more. */
  once(event: 'close', hear: () => void): unknown
}
