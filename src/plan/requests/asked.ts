import type { Experiment } from '../observation.ts'

/** What somebody asks for: `promote=v4@3#2` is the second request, in round 3. */
export type Asked = {
  readonly verb: Verb
  readonly variant?: string
  readonly round: number
  readonly number: number
  readonly by: string
}

const verbs = ['promote', 'approve', 'pause', 'resume', 'retry'] as const
export type Verb = (typeof verbs)[number]

export const annotations = {
  request: 'contender.dev/request',
  abort: 'contender.dev/abort',
  by: 'contender.dev/requested-by',
  fresh: 'contender.dev/fresh',
} as const

/** The request as it is written, or nothing where it is none. */
export function askedIn(text: string, by: string): Asked | undefined {
  const { verb, variant, round, number } = pattern.exec(text)?.groups ?? {}
  const known = verbs.find((each) => each === verb)
  if (known === undefined || (variant !== undefined && known !== 'promote')) return undefined
  return {
    ...{ verb: known, round: Number(round), number: Number(number), by },
    ...(variant === undefined ? {} : { variant }),
  }
}

const pattern =
  /^(?<verb>[a-z]+)(=(?<variant>[a-z0-9-]{1,20}(@[0-9a-f]{8})?))?@(?<round>\d{1,9})#(?<number>\d{1,9})$/

/** Who asks, as far as anybody vouches for it: an admission policy lets nobody write another's name. */
export const byWhom = ({ annotations: written }: Experiment): string =>
  written[annotations.by]?.slice(0, 128) ?? 'unverified'
