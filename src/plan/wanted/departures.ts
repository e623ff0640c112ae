type Departure = { readonly instance: string; readonly heir: string }

/**
 * Who scores for whom, once all heirs are named that are there themselves: an heir that is lost has one, too. Where heirs
 * lead in a circle nobody is there.
 */
export function settledDepartures(departed: readonly Departure[]): readonly Departure[] {
  const heirs = new Map(departed.map(({ instance, heir }) => [instance, heir]))
  return [...heirs.keys()].flatMap((instance) => {
    const heir = lastHeir(heirs, instance)
    return heir === undefined ? [] : [{ instance, heir }]
  })
}

function lastHeir(heirs: ReadonlyMap<string, string>, instance: string): string | undefined {
  let heir: string | undefined = instance
  for (let steps = 0; steps <= heirs.size && heir !== undefined; steps++) {
    const next = heirs.get(heir)
    if (next === undefined) return heir
    heir = next
  }
  return undefined
}
