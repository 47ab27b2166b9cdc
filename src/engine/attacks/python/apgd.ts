import type { CommonSettings, TaskFacts } from '../types'
import { assign, call, literal, NORM_NAMES } from './text'
import { type AttackInPython, RANDOM_REMARK, TORCHATTACKS } from './types'

interface ApgdSettings extends CommonSettings {
  readonly steps: number
  readonly restarts: number
}

/** APGD of torchattacks, in L1 that of pyautoattack, both untargeted alone. */
export function apgdInPython(
  { norm, steps, restarts, seed }: ApgdSettings,
  loss: 'ce' | 'dlr',
  { goal }: Pick<TaskFacts, 'goal'>,
): AttackInPython | null {
  if (goal === 'targeted') return null
  const shared = { norm: NORM_NAMES[norm], eps: 'epsilon' }
  const random = { n_restarts: literal(restarts), seed: literal(seed) }
  return norm === 'l1'
    ? inL1('APGDAttack', { n_iter: literal(steps), ...shared, ...random, loss: literal(loss) })
    : torchattacks('APGD', { ...shared, steps: literal(steps), ...random, loss: literal(loss) })
}

/** APGD-T towards so many wrong classes, at most one less than there are. */
export function apgdTInPython(
  { norm, steps, restarts, seed, targetClasses }: ApgdSettings & { readonly targetClasses: number },
  { classCount }: Pick<TaskFacts, 'classCount'>,
): AttackInPython {
  const shared = { norm: NORM_NAMES[norm], eps: 'epsilon' }
  const random = { n_restarts: literal(restarts), seed: literal(seed) }
  const targets = Math.min(targetClasses, classCount - 1)
  if (norm === 'l1') {
    return inL1('APGDAttack_targeted', {
      n_iter: literal(steps),
      ...shared,
      ...random,
      n_target_classes: literal(targets),
    })
  }
  // It steers to one class less than it is told there are.
  return torchattacks('APGDT', { ...shared, steps: literal(steps), ...random, n_classes: literal(targets + 1) })
}

const torchattacks = (name: string, given: Readonly<Record<string, string>>): AttackInPython => ({
  imports: [TORCHATTACKS],
  lines: assign(call(`torchattacks.${name}`, given)),
  takesIndices: false,
  remark: RANDOM_REMARK,
})

/** As AutoAttack has it in L1: from three times epsilon down. */
const inL1 = (name: string, given: Readonly<Record<string, string>>): AttackInPython => ({
  imports: [`from pyautoattack.autopgd_base import ${name}  # pip install pyautoattack==0.2.0`],
  lines: assign(
    call(name, { ...given, use_largereps: 'True' }).map((line, i, all) =>
      i === all.length - 1 ? `${line}.perturb` : line,
    ),
  ),
  takesIndices: false,
  remark: RANDOM_REMARK,
})
