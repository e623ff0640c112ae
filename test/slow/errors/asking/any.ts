import { fails, type Question } from '../cell.ts'

/** Whether any of some questions claims anything. */
export function anyOf(name: string, questions: readonly Question[], expected = fails()): Question {
  return {
    claims: [{ name, expected }],
    begin: (live) => {
      const watches = questions.map(({ begin }) => begin(live))
      return (look) => [watches.some((watch) => watch(look).includes(true))]
    },
  }
}
