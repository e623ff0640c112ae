import type { Contestant } from '../contest/contestant.ts'
import type { Split } from '../router/split.ts'

/** Two variants, and who divides users between them: together they are one contestant. */
export async function behind(
  startVariant: () => Promise<Contestant>,
  startRouter: (split: Split) => Promise<Contestant>,
): Promise<Contestant> {
  const started: Contestant[] = []
  const stop = async () => {
    for (const each of started.toReversed()) await each.stop()
  }
  try {
    for (let nth = 0; nth < 2; nth++) started.push(await startVariant())
    const [champion, challenger] = started.map(({ port }) => port)
    started.push(
      await startRouter({ percent: 30, champion: champion ?? 0, challenger: challenger ?? 0 }),
    )
  } catch (cause) {
    await stop()
    throw cause
  }
  const [variant, , router] = started
  const pids = started.flatMap((each) => each.pids)
  const title = `${router?.title} + ${variant?.title}`
  return { title, port: router?.port ?? 0, pids, stop }
}
