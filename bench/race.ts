/** How long `calls` calls take together, in nanoseconds. */
export type Timed = (calls: number) => number | Promise<number>

export type Side = { readonly min: number; readonly median: number }

/** Nanoseconds a call on both sides, and how many times the other side takes (medians). */
export type Result = { readonly ours: Side; readonly theirs: Side; readonly ratio: number }

/** How often, how long each time, and for how long before: large code is compiled in earnest only after hundreds of calls. */
export type Pace = {
  readonly rounds: number
  readonly sampleMs: number
  readonly warmUpMs: number
}

/**
 * Times two sides in turns, so that whatever else this machine does hits both: in every round a sample
 * of each, and who goes first changes. A sample lasts about `sampleMs`.
 */
export async function race(ours: Timed, theirs: Timed, pace: Pace): Promise<Result> {
  const sides = [await sampler(ours, pace), await sampler(theirs, pace)] as const
  const samples: [number[], number[]] = [[], []]
  for (let round = 0; round < pace.rounds; round++) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      samples[side].push(await sides[side]())
    }
  }
  const [us, them] = [summary(samples[0]), summary(samples[1])]
  return { ours: us, theirs: them, ratio: them.median / us.median }
}

/** The same for one side alone. */
export async function clock(timed: Timed, pace: Pace): Promise<Side> {
  const sample = await sampler(timed, pace)
  const samples: number[] = []
  for (let round = 0; round < pace.rounds; round++) samples.push(await sample())
  return summary(samples)
}

/** Nanoseconds of each call of a group, going round; the sum keeps the calls from being left out. */
export function goingRound(calls: readonly (() => readonly number[])[]): Timed {
  return (count) => {
    let sum = 0
    const start = process.hrtime.bigint()
    for (let done = 0, k = 0; done < count; done++) {
      sum += calls[k]?.()[0] ?? 0
      k = k + 1 < calls.length ? k + 1 : 0
    }
    const took = Number(process.hrtime.bigint() - start)
    return Number.isNaN(sum) ? Number.NaN : took
  }
}

/**
 * Finds the number of calls that fill a sample, and goes on until the compiler has seen enough of them: a sample is then
 * ns a call.
 */
async function sampler(timed: Timed, { sampleMs, warmUpMs }: Pace): Promise<() => Promise<number>> {
  let [calls, warm] = [1, 0]
  for (let isWarm = false; !isWarm; ) {
    const took = await timed(calls)
    warm += took
    if (took < sampleMs * 1e6) calls *= 2
    else isWarm = !(warm < warmUpMs * 1e6)
  }
  await timed(calls)
  return async () => (await timed(calls)) / calls
}

function summary(samples: readonly number[]): Side {
  const sorted = [...samples].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
  return { min: sorted[0] ?? 0, median: (low + high) / 2 }
}
