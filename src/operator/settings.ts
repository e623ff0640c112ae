/** The operator's numbers, each with its reason. */

/** As the controllers of Kubernetes itself have them: fail-over takes some 17 s. */
export const leaseTiming = { durationMs: 15_000, renewWithinMs: 10_000, retryMs: 2_000 }

/** API servers send a bookmark every minute, and the first to a quiet watch after two: tried on 1.36. */
export const silenceMs = 150_000

/** An API server that comes back is found within ten seconds, by six lists at most. */
export const followBackoff = { baseMs: 200, capMs: 10_000, jitter: 0.5 }

export const passBackoff = { baseMs: 200, capMs: 300_000, jitter: 0.5 }

/** All experiments failing at once must not be a storm for an API server that is just recovering. */
export const retries = { perSecond: 20, burst: 100 }

/** Ten passes a second for one experiment are a loop. */
export const restMs = 100

export const workers = 8

/** Kubernetes kills 30 s after it asked; a renewal under way and giving back the lease may take seven. */
export const graceMs = 20_000

/** A trouble that lasts is told again now and then, not every two seconds. */
export const tellAgainMs = 60_000
