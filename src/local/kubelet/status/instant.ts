/** As most of Kubernetes writes moments: whole seconds. */
export const instant = (wallMs: number): string => `${new Date(wallMs).toISOString().slice(0, 19)}Z`
