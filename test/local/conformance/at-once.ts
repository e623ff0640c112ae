/** Does something with each, never more than so many at once; results come in the order of the items. */
async function atOnce<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>()
  const waiting = [...items.entries()]
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      results.set(index, await work(item))
    }
  }
  await Promise.all(Array.from({ length: limit }, one))
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result)
}

type Cases<Step> = {
  readonly name: string
  readonly cases: { readonly [sentence: string]: readonly Step[] }
}

/** The answers to all cases, by group and sentence. */
export async function playedAtOnce<Step, Plain>(
  limit: number,
  groups: readonly Cases<Step>[],
  play: (steps: readonly Step[]) => Promise<readonly Plain[]>,
) {
  const all = groups.flatMap(({ name, cases }) =>
    Object.entries(cases).map(([sentence, steps]) => ({ name, sentence, steps })),
  )
  const answers = await atOnce(limit, all, async ({ steps, ...of }) => ({
    ...of,
    said: await play(steps),
  }))
  const ofGroup = (group: string): { readonly [sentence: string]: readonly Plain[] } =>
    Object.fromEntries(
      answers.flatMap(({ name, sentence, said }) => (name === group ? [[sentence, said]] : [])),
    )
  return Object.fromEntries(groups.map(({ name }) => [name, ofGroup(name)]))
}
