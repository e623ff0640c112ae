/** A decimal of the contract as a number, `5%` as 0.05. Other text is a bug of the caller, and no number. */
export const numberIn = (text: string): number =>
  text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)

/** The same, where it is given. */
export const numberIfGiven = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : numberIn(text)
