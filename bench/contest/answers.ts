/** What floats may be off: in a batch sums are added up in another order. */
const agreement = 1e-5

/** The first difference of two answers in words; `undefined` where they say the same. */
export function difference(one: string, other: string): string | undefined {
  const [left, right] = [readOf(one), readOf(other)]
  const odd = [...left.keys(), ...right.keys()].find((key) => !agree(left.get(key), right.get(key)))
  if (odd === undefined) return undefined
  return `${odd}: ${left.get(odd)} and ${right.get(odd)}`
}

type Said = number | string | undefined

/** All that an answer says of its request, flat: its id, and each element of each output by name. */
function readOf(text: string): ReadonlyMap<string, Said> {
  const { id, outputs } = JSON.parse(text)
  const said = new Map<string, Said>([['id', id]])
  for (const { name, shape, datatype, data } of outputs) {
    said.set(`${name} is`, `${datatype} [${shape}]`)
    for (const [nth, element] of data.flat(Infinity).entries()) said.set(`${name}[${nth}]`, element)
  }
  return said
}

function agree(one: Said, other: Said): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other
  return Math.abs(one - other) <= agreement * Math.max(1, Math.abs(other))
}
