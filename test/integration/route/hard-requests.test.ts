import { expect, it } from 'vitest'
import { chance } from '../../chance.ts'
import {
  type Accounts,
  metrics,
  newAccounts,
  scoredBy,
  scoredIn,
  sendOutcomes,
} from './accounts.ts'
import { ask, asUser } from './asking.ts'
import { challenger, champion, planDocument, receiptOf, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

const requests = 3_000

/** A request says which label is right, by which of them it will be judged, and whether it is hard. */
type Asked = {
  readonly nth: number
  readonly label: string
  readonly truth: 'yes' | 'no'
  readonly isHard: boolean
}

/** Whatever is asked, both would say the same; but the challenger takes too long where it is hard. */
const answers = ({ label }: Asked) =>
  says('{}', 200, { 'x-contender-prediction': JSON.stringify({ label }) })

const behaves =
  (hangsWhereHard: boolean): Behaviour =>
  (took, response) => {
    const asked = JSON.parse(`${took.body}`) as Asked
    if (!(asked.isHard && hangsWhereHard)) answers(asked)(took, response)
  }

function drawn(random: () => number): Asked {
  const truth = random() < 0.5 ? 'yes' : 'no'
  const isHard = random() < 0.2
  const isRight = random() < (isHard ? 0.3 : 0.9)
  return { nth: random(), truth, isHard, label: isRight === (truth === 'yes') ? 'yes' : 'no' }
}

/** How many standard errors the challenger is above the champion. */
function lead(counts: Readonly<Record<string, readonly [n: number, right: number]>>): number {
  const [[n = 0, right = 0] = [], [m = 0, correct = 0] = []] = [
    counts[challenger],
    counts[champion],
  ]
  const mean = (right + correct) / (n + m)
  return (right / n - correct / m) / Math.sqrt(mean * (1 - mean) * (1 / n + 1 / m))
}

/** Scored for whoever answered, as it must not be. */
function scoredForAnswering({ settled }: Accounts) {
  const answering = [...settled.values()].map(
    (one) => ['', { ...one, read: { ...one.read, assigned: one.read.answering } }] as const,
  )
  return scoredBy({
    ...newAccounts(),
    settled: new Map(answering.map(([, one]) => [one.receipt, one])),
  })
}

async function askAndTell(accounts: Accounts, address: string, asked: Asked): Promise<void> {
  const sent = await ask(address, asUser(`${asked.nth}`, { body: JSON.stringify(asked) }))
  if (sent.status !== 200) return
  const receipt = `${sent.headers['x-contender-receipt']}`
  // Whether the label was the true one is what accounts call a truth.
  const said = JSON.parse(`${sent.headers['x-contender-prediction']}`).label
  const one = {
    receipt,
    read: receiptOf(sent),
    truth: said === asked.truth ? 'yes' : 'no',
  } as const
  const left = await sendOutcomes(newAccounts(), address, [{ ...one, truth: asked.truth }])
  if (left.length === 0) accounts.settled.set(receipt, one)
}

it('an equally good challenger that times out on hard requests is not ahead; scored by who answered it would be', async () => {
  const random = chance(5)
  const [old, fresh] = await Promise.all([
    startVariant(behaves(false)),
    startVariant(behaves(true)),
  ])
  for (const each of [old, fresh]) each.forget()
  const more = { task: 'Classification', metrics, segments: shares(0.5), timeout: '250ms' }
  const router = await startRouter(planDocument([[old.address], [fresh.address]], more))
  const accounts = newAccounts()
  let left = requests
  const client = async () => {
    while (left-- > 0) await askAndTell(accounts, router.address, drawn(random))
  }
  await Promise.all(Array.from({ length: 32 }, client))
  const counted = scoredIn([await router.told()])
  expect(counted).toEqual(scoredBy(accounts))
  const [right, wrong] = [lead(counted), lead(scoredForAnswering(accounts))]
  process.stderr.write(
    `hard requests: by assignment ${right.toFixed(1)} standard errors ahead, by who answered ${wrong.toFixed(1)}\n`,
  )
  expect(Math.abs(right)).toBeLessThan(3.5)
  expect(wrong).toBeGreaterThan(5)
})
