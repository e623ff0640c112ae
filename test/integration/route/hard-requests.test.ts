import { expect, it } from 'vitest'
import { planOf } from '../../../src/router/plan/reading.ts'
import { chance } from '../../chance.ts'
import { aTally } from '../../unit/evidence/given.ts'
import {
  type Accounts,
  metrics,
  newAccounts,
  type Predicted,
  scoredBy,
  scoredIn,
  sendOutcomes,
} from './accounts.ts'
import { ask, asUser } from './asking.ts'
import { challenger, champion, planDocument, receiptOf, shares, startRouter } from './given.ts'
import { countingUnder, verdictOf } from './judging.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

/**
 * Hard ones hang together and end together: fewer than half of the last twenty answers, so that no circuit opens. Easy
 * ones are asked a few at a time, so that a busy machine lets none of them time out.
 */
const [blocks, easyOnes, hardOnes, atOnce] = [16, 90, 10, 8]
const timeout = '1500ms'

/** How often a label is right. */
const right = { easy: 0.95, hard: 0.1 }

/** A request says which label is right, by which of them it will be judged, and whether it is hard. */
type Asked = {
  readonly user: string
  readonly label: 'yes' | 'no'
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

function drawn(random: () => number, isHard: boolean): Asked {
  const truth = random() < 0.5 ? 'yes' : 'no'
  const isRight = random() < right[isHard ? 'hard' : 'easy']
  return { user: `${random()}`, truth, isHard, label: isRight === (truth === 'yes') ? 'yes' : 'no' }
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

/** As if they were of whoever answered, as it must not be. */
const ofAnswering = ({ settled }: Accounts): Accounts => ({
  ...newAccounts(),
  settled: new Map(
    [...settled].map(([receipt, one]) => [
      receipt,
      { ...one, read: { ...one.read, assigned: one.read.answering } },
    ]),
  ),
})

async function askAndTell(accounts: Accounts, address: string, asked: Asked): Promise<void> {
  const sent = await ask(address, asUser(asked.user, { body: JSON.stringify(asked) }))
  if (sent.status !== 200) return
  const receipt = `${sent.headers['x-contender-receipt']}`
  // Whether the label was the true one is what accounts call a truth.
  const truth = asked.label === asked.truth ? 'yes' : 'no'
  const one: Predicted = { receipt, read: receiptOf(sent), truth }
  const left = await sendOutcomes(newAccounts(), address, [{ ...one, truth: asked.truth }])
  if (left.length === 0) accounts.settled.set(receipt, one)
}

async function askBlock(accounts: Accounts, address: string, random: () => number): Promise<void> {
  const some = (count: number, isHard: boolean) =>
    Array.from({ length: count }, () => drawn(random, isHard))
  const [easy, hard] = [some(easyOnes, false), some(hardOnes, true)]
  const clients = Array.from({ length: atOnce }, async () => {
    for (let one = easy.pop(); one !== undefined; one = easy.pop())
      await askAndTell(accounts, address, one)
  })
  await Promise.all([...clients, ...hard.map((one) => askAndTell(accounts, address, one))])
}

it('an equally good challenger that times out on hard requests is not ahead, and not promoted; scored by who answered it would be both', async () => {
  const random = chance(5)
  const [old, fresh] = await Promise.all([
    startVariant(behaves(false)),
    startVariant(behaves(true)),
  ])
  for (const each of [old, fresh]) each.forget()
  const more = { task: 'Classification', metrics, segments: shares(0.5), timeout }
  const document = planDocument([[old.address], [fresh.address]], more)
  const router = await startRouter(document)
  const accounts = newAccounts()
  for (let nth = 0; nth < blocks; nth++) await askBlock(accounts, router.address, random)
  const told = await router.told()
  const counted = scoredIn([told])
  expect(counted).toEqual(scoredBy(accounts))

  const wrongly = ofAnswering(accounts)
  const [right, wrong] = [lead(counted), lead(scoredBy(wrongly))]
  const line = `by assignment ${right.toFixed(1)} standard errors ahead, by who answered ${wrong.toFixed(1)}`
  const came = Map.groupBy(accounts.settled.values(), ({ read }) => read.how)
  const ways = [...came].map(([how, these]) => `${how}: ${these.length}`).join(', ')
  process.stderr.write(`hard requests: ${line}; ${ways}\n`)
  expect(Math.abs(right)).toBeLessThan(3.5)
  expect(wrong).toBeGreaterThan(5)

  const plan = planOf(document)
  const tally = aTally()
  const counting = countingUnder(tally, plan)
  for (const { read, truth } of wrongly.settled.values()) counting(read, truth === 'yes')
  expect(verdictOf(told.tallies, plan)).not.toBe('Promote')
  expect(verdictOf([tally.take(Date.now())], plan)).toBe('Promote')
})
