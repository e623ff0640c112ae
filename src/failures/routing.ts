import { again, type Failures, final } from './failure.ts'

/** Of plans, of variants that are asked, and of outcomes. */
export const routingFailures = {
  PlanForeign: final(403, 'Send each router the plan of its own experiment.'),
  PlanStale: final(409, 'None: a newer plan holds.'),
  PlanConflict: final(
    409,
    'Give the plan a higher planRevision if the change is meant. An operator does so by itself.',
  ),
  VariantUnknown: final(
    400,
    'Choose one of the variants that are named, or leave x-contender-variant out.',
  ),
  OutcomesInvalid: final(
    400,
    'Correct what is named: one outcome, a JSON array of them, or one on each line, each { "receipt", "truth"?, "values"? }.',
  ),
  OutcomeUnscorable: final(
    422,
    'Correct what each metric names and send the outcome again: nothing of it was counted.',
  ),
  IssuerAway: again(
    503,
    'Send it again: the router that gave the receipt is away, and nobody else may score it before its heir is known. Of one that is lost for good a plan names it (departed).',
  ),
  PlanBehind: again(503, 'Send it again: this router waits for the plan of that round.'),
  TallyFull: again(
    503,
    'Send it again later. If it stays, give routers more memory, or units fewer.',
  ),
  JournalUnwritable: again(
    503,
    'Make room, or look after the disk: outcomes are taken again as soon as it can be written.',
  ),
  BequestRefused: again(409, 'None: the router that stops asks another one.'),
  ReceiptMalformed: final(
    400,
    'Send x-contender-receipt as the answer bore it, whole: columns that are too short cut it off, and nothing is added to it.',
  ),
  ReceiptTampered: final(
    403,
    'Send the receipt as the answer bore it. Somebody has changed it on its way, or it was never given.',
  ),
  ReceiptForeign: final(
    403,
    'Send the outcome to the experiment that gave the receipt. What was signed with a key that is dropped since is lost.',
  ),
  ReceiptExpired: final(
    410,
    'Send outcomes sooner, or raise outcomes.acceptFor for those to come.',
  ),
  ReceiptFromFuture: again(
    400,
    'Send it again later, and set the clocks of the nodes: two of them are more than a minute apart.',
  ),
  KeysInvalid: final(
    422,
    'Correct what is named. A key is an id (a-z, 0-9, -) with at least 32 random bytes as base64: openssl rand -base64 32.',
  ),
  KeyMissing: again(
    503,
    'Try again later: keys are looked for every 10 seconds. If it stays, mount the named key beside the others.',
  ),
  PlanInvalid: final(
    422,
    'Correct what is named. A router that runs goes on with the plan that it has.',
  ),
  PlanMissing: again(503, 'Ask again later: the router waits for its first plan.'),
  VariantTimeout: again(
    504,
    'Ask again. If it stays, look at how busy the variant is, or raise traffic.fallback.timeout.',
  ),
  VariantUnreachable: again(
    503,
    'Ask again later, and look whether pods of the variant are ready.',
  ),
  VariantBroken: again(
    502,
    'Ask again. If it stays, look at the log of the variant: it ends answers in the middle.',
  ),
  CircuitOpen: again(
    503,
    'Ask again in a second: the variant has failed too often, and is tried again by itself.',
  ),
} satisfies Failures
