import { type Group, get, given, post, put, type Step } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import { all } from '../objects.ts'

const each = (steps: (kind: (typeof all)[keyof typeof all]) => readonly Step[], word: string) =>
  Object.fromEntries(
    Object.entries(all).map(([name, kind]) => [`${name}: ${word}`, steps(kind)] as const),
  )

/** The same few questions to every served kind. */
export const everyKind: Group = {
  name: 'every kind',
  cases: {
    ...each(({ path, small }) => [post(path, small('a'))], 'a small one, with its defaults'),
    ...each(
      ({ path, small }) => [
        ...given(path, small('b'), small('a')),
        get(path, { headers: { accept: table } }),
      ],
      'a table',
    ),
    ...each(
      ({ path, small }) => [
        post(path, small('a'), { only: () => undefined, as: 'made' }),
        put(`${path}/a`, small('a')),
      ],
      'replaced without a version by the same',
    ),
    ...each(({ path, small }) => [put(`${path}/a`, small('a'))], 'put where nothing is'),
    ...each(
      ({ path, small }) => [
        ...given(path, small('a')),
        get(path, { headers: { accept: metadataOnly.replace(';v=', 'List;v=') } }),
      ],
      'metadata',
    ),
  },
}
