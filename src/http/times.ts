/** A request must be here within that time, its head sooner: whoever trickles is given up. */
export const requestTimeout = 120_000

/** Whoever neither sends nor reads for so long is gone, or means harm; no model takes that long. */
export const connectionTimeout = 300_000

/** Longer than those of proxies usually are, so that it is they who end a connection, and no request is lost. */
export const keepAliveTimeout = 75_000
