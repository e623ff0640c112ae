import { fails, type Question } from '../cell.ts'

/** Whether any of some questions claims anything. */
export function anyOf(name: string, questions: readonly Question[], expected = fails()): Question {
  return {
    claims: [{ name, expected }],
    begin: (live) => {
      const watches = questions.map(({ begin, claims }) => ({ watch: begin(live), claims }))
      return (look) => [
        watches.some(({ watch, claims }) =>
          watch(look).some((isMade, i) => isMade && claims[i]?.expected[0]?.kind !== 'Opens'),
        ),
      ]
    },
  }
}
