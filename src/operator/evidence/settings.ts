/** Numbers of pulls and check-points, each with its reason. */

/** Of all experiments together: at some ten milliseconds each a thousand routers are read within a second. */
export const pullsAtOnce = 16

/** A router that says nothing for so long is not read; one that is in the middle of a long answer is. */
export const silenceMs = 2_000

/** As long as all that a router can hold may take. */
export const patienceMs = 30_000

/** As JSON: what a router holds for others, and as much of its own. */
export const mostToldBytes = 512 * 2 ** 20

/** A pull says what is kept in a body of a megabyte at most. */
export const mostNames = 8_192

/** Longer than this nobody has read a router, and evidence is away: in intervals of pulls. */
export const intervalsAway = 2

/** Routers hold what is not named for as long as it takes, so a leader's end costs reading, and nothing else. */
export const checkPointMs = 600_000

/** Several routers that end together are one check-point. */
export const afterEndMs = 10_000

/** After a write that failed. */
export const retryMs = 30_000

/** What is new is judged at once, and not more often. */
export const wakeMs = 1_000

/** An object has room for a megabyte: its texts are half as long again in base64, and whoever reads it reads it whole. */
export const mostPieceBytes = 512 * 1024

/** Of a check-point, packed: etcd holds all of them in a few gigabytes. */
export const mostBytes = 32 * 2 ** 20
