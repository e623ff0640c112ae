/** What a request is to the fault proxy: each has one of these roles. */
export const roles = ['read', 'page', 'watch', 'write'] as const

type Role = (typeof roles)[number]

/** Every way to go wrong that the proxy knows, and the requests to which it may happen. */
const faults = {
  /** The answer is held back for a while, and then passes unharmed. */
  delay: roles,
  /** A watch is destroyed in the middle of a line. */
  cut: ['watch'],
  /** A watch or an answer stops in the middle, and yet ends cleanly. */
  truncate: roles,
  unauthorized: roles,
  conflict: ['write'],
  /** 410 in place of an answer. */
  expired: ['page', 'watch'],
  /** 410 inside of a watch, as servers mostly say it: an `ERROR` event, then the end. */
  expiredEvent: ['watch'],
  /** 429 with `Retry-After`. */
  busy: roles,
  broken: roles,
  /** The connection is reset, and the server has never heard of the request. */
  resetBefore: roles,
  /** The connection is reset, and the server has done what it was asked to: the ambiguous write. */
  resetAfter: ['write'],
  /** Half-open: from some point nothing more comes, and nothing ends. The server has heard the request. */
  silence: roles,
  /** A list of which earlier pages were given already fails in one of the ways of `between`. */
  betweenPages: ['page'],
  /** One line of a watch breaks off, and the next follows. What that event said is lost. */
  garbage: ['watch'],
} as const satisfies { readonly [kind: string]: readonly Role[] }

export type Kind = keyof typeof faults

export const kinds = Object.keys(faults) as readonly Kind[]

export const mayHit = (kind: Kind, role: Role) => (faults[kind] as readonly Role[]).includes(role)

/** The particulars of a fault. A kind looks at those that mean something to it. */
export type Shape = {
  /** How many lines of a watch pass unharmed. What is to break a line waits for the one after them. */
  readonly afterLines: number
  /** How much of the broken line or answer passes: above 0, below 1. */
  readonly part: number
  readonly delayMs: number
  readonly retryAfterS: number
  readonly between: (typeof betweens)[number]
}

export const betweens = ['expired', 'broken', 'resetBefore'] as const satisfies readonly Kind[]

export type Fault = Shape & { readonly kind: Kind }

/** One request, as it came through. It goes on changing as long as its answer runs. */
export type Seen = {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly role: Role
  readonly isWatch: boolean
  /** By `performance.now()`. */
  readonly startedAt: number
  /** What the client was told; missing if it heard nothing. */
  readonly status?: number
  /** How much of a body the client was sent, injected bytes included. */
  readonly bytes: number
  /** The same, in whole lines; counted on a watch only. Bookmarks are lines. */
  readonly lines: number
  /** What was injected, in its order. */
  readonly hits: readonly Kind[]
}

/** The same, to him who counts. */
export type Growing = { -readonly [field in keyof Seen]: Seen[field] }

export function roleOf(method: string, query: URLSearchParams): Role {
  if (method !== 'GET') return method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write'
  if (/^(1|t|true)$/i.test(query.get('watch') ?? '')) return 'watch'
  return query.get('continue') ? 'page' : 'read'
}
