import { championDown, crashLooping, evidenceAway, nobodyLeft } from './common-rules.ts'
import { withdrawn } from './comparing.ts'
import { settledBy } from './judged.ts'
import { type StageRule, waitsFor } from './rule.ts'

/** Somebody has to say yes. Shares stay as they are, and harm still sends home. */
export const awaitingApproval: readonly StageRule[] = [
  withdrawn,
  nobodyLeft,
  crashLooping,
  championDown,
  evidenceAway,
  {
    name: 'Harm',
    sentence: 'Proven harm does not wait for an approval.',
    speak: (i) => {
      const looked = i.look()
      return looked?.judgement.verdict.says === 'RollBack' ? settledBy(i, looked) : undefined
    },
  },
  {
    name: 'AwaitingApproval',
    sentence: 'Until somebody approves or aborts it, everything stays as it is.',
    speak: ({ record: { round, requests } }) =>
      waitsFor(
        'AwaitingApproval',
        `${round.decided?.reason ?? ''}; contender.dev/request "approve@${round.number}#${requests.last + 1}" promotes it, contender.dev/abort "${round.number}" ends it`,
      ),
  },
]
