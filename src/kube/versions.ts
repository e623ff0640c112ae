const decimal = /^\d+$/

/**
 * Says whether a version is older than another one of the same server. Only of whole numbers is that
 * known, as all of Kubernetes has them.
 */
export function isEarlier(version: string, than: string): boolean {
  return decimal.test(version) && decimal.test(than) && BigInt(version) < BigInt(than)
}
