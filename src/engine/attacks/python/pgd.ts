import type { StepSize } from '../algorithms/stepSize'
import type { CommonSettings, TaskFacts } from '../types'
import { assign, call, literal, stepExpression } from './text'
import { type AttackInPython, RANDOM_REMARK, TORCHATTACKS } from './types'

interface PgdSettings extends CommonSettings {
  readonly steps: number
  readonly stepSize: StepSize
  readonly randomStart: boolean
  readonly restarts: number
  readonly result: 'last' | 'worst'
  readonly loss?: string
}

/** PGD of torchattacks, which has it in L∞ and L2, on cross-entropy, with the last iterate; towards a target once, as its MultiAttack has no targets. */
export function pgdInPython(settings: PgdSettings, { goal }: Pick<TaskFacts, 'goal'>): AttackInPython | null {
  const { norm, steps, stepSize, randomStart, restarts, result, seed, loss = 'crossEntropy' } = settings
  const repeats = randomStart && restarts > 1
  if (norm === 'l1' || loss !== 'crossEntropy' || result !== 'last' || (repeats && goal === 'targeted')) return null
  const once = call(norm === 'linf' ? 'torchattacks.PGD' : 'torchattacks.PGDL2', {
    eps: 'epsilon',
    alpha: stepExpression(stepSize),
    steps: literal(steps),
    random_start: literal(randomStart),
  })
  return {
    imports: [TORCHATTACKS],
    lines: [
      ...(randomStart ? [`torch.manual_seed(${seed})`] : []),
      ...(repeats ? severalTimes(once, restarts) : assign(once)),
      ...(goal === 'targeted' ? ['attack.set_mode_targeted_by_label(quiet=True)'] : []),
    ],
    takesIndices: false,
    remark: randomStart ? RANDOM_REMARK : null,
  }
}

/** Each on the images that the ones before have left robust. */
const severalTimes = ([first, ...rest]: readonly string[], times: number): string[] =>
  [
    `starts = [${[first, ...rest].join('\n')} for _ in range(${times})]`.split('\n'),
    ['attack = torchattacks.MultiAttack(starts)'],
  ].flat()
