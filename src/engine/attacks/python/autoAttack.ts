import type { CommonSettings, TaskFacts } from '../types'
import { apgdInPython, apgdTInPython } from './apgd'
import { assign, call, literal, NORM_NAMES } from './text'
import { type AttackInPython, RANDOM_REMARK, TORCHATTACKS } from './types'

interface FabSettings extends CommonSettings {
  readonly steps: number
  readonly restarts: number
  readonly targetClasses: number
}

interface SquareSettings extends CommonSettings {
  readonly queries: number
  readonly firstShare: number
  readonly restarts: number
}

type Facts = Pick<TaskFacts, 'goal' | 'classCount'>

/** FAB of torchattacks towards one wrong class after another. */
export function fabTInPython(
  { norm, steps, restarts, seed, targetClasses }: FabSettings,
  { goal, classCount }: Facts,
): AttackInPython | null {
  if (goal === 'targeted') return null
  const targets = Math.min(targetClasses, classCount - 1)
  const given = {
    norm: NORM_NAMES[norm],
    eps: 'epsilon',
    steps: literal(steps),
    n_restarts: literal(restarts),
    seed: literal(seed),
    multi_targeted: 'True',
    // It steers to one class less than it is told there are.
    n_classes: literal(targets + 1),
  }
  const remark = restarts > 1 ? RANDOM_REMARK : null
  return { imports: [TORCHATTACKS], lines: assign(call('torchattacks.FAB', given)), takesIndices: false, remark }
}

export function squareInPython(
  { norm, queries, firstShare, restarts, seed }: SquareSettings,
  { goal }: Facts,
): AttackInPython | null {
  if (goal === 'targeted') return null
  const given = {
    norm: NORM_NAMES[norm],
    eps: 'epsilon',
    n_queries: literal(queries),
    n_restarts: literal(restarts),
    p_init: literal(firstShare),
    resc_schedule: 'False',
    seed: literal(seed),
  }
  const lines = assign(call('torchattacks.Square', given))
  return { imports: [TORCHATTACKS], lines, takesIndices: false, remark: RANDOM_REMARK }
}

/** The authors' own code: the AutoAttack of torchattacks takes a tenth of the steps. */
export const autoAttackInPython = ({ norm, seed }: CommonSettings): AttackInPython => ({
  imports: ['from pyautoattack import AutoAttack  # pip install pyautoattack==0.2.0'],
  lines: [
    ...call('auto_attack = AutoAttack', {
      norm: NORM_NAMES[norm],
      eps: 'epsilon',
      seed: literal(seed),
      version: '"standard"',
    }),
    'def attack(pixels, labels):',
    '    return auto_attack.run_standard_evaluation(pixels, labels, batch_size=len(labels))[0]',
  ],
  takesIndices: false,
  remark: RANDOM_REMARK,
})

interface EnsembleSettings extends CommonSettings {
  readonly steps: number
  readonly targetClasses: number
  readonly queries: number
}

/** Its members one after another, each on the images that the ones before have left robust. */
export function ensembleInPython(settings: EnsembleSettings, firstShare: number, facts: Facts): AttackInPython {
  const once = { ...settings, restarts: 1 }
  const members = [
    apgdInPython(once, 'ce', facts),
    apgdTInPython(once, facts),
    fabTInPython(once, facts),
    squareInPython({ ...once, firstShare }, facts),
  ]
  const expressions = members.flatMap((member) => {
    const lines = (member?.lines ?? []).map((line) => `    ${line.replace(/^attack = /, '')}`)
    return lines.map((line, place) => (place === lines.length - 1 ? `${line},` : line))
  })
  return {
    imports: [TORCHATTACKS],
    lines: ['attack = torchattacks.MultiAttack([', ...expressions, '])'],
    takesIndices: false,
    remark: RANDOM_REMARK,
  }
}
