import type { AttackResult } from '../../../store/types'

type Noted = Pick<AttackResult, 'outcome' | 'form' | 'label' | 'target' | 'verdictOfSource'>

/** What limits the meaning of a verdict, as short clauses. */
export function verdictNotes(result: Noted): string[] {
  return [targetNote(result), result.outcome.verdict === 'noAttack' ? null : attackNote(result)].filter(
    (note) => note !== null,
  )
}

/** The attack's goal, unless that is any other class. */
function targetNote({ outcome, form, label, target }: Noted): string | null {
  if (form.target === null) return null
  if (target === null) return `any other class was the goal, as it has no class “${form.target}”`
  if (target === label) return `the target “${form.target}” is the label`
  if (outcome.verdict === 'noAttack') return `the target “${form.target}” is predicted without an attack`
  return `target: ${form.target}`
}

/** Why the verdict shows less than it seems to. */
function attackNote({ outcome, form, verdictOfSource }: Noted): string | null {
  const { verdict, size, zeroGradient } = outcome
  if (verdict === 'wrong') return null
  // The verdict itself says that nothing was attacked.
  if (form.choice.settings.epsilon === 0) return null
  const isShown = verdictOfSource !== null
  if (verdict === 'robust' || verdict === 'missed') {
    if (zeroGradient) {
      const whose = isShown ? 'the first model’s gradient' : 'the gradient'
      return `${whose} was zero: the attack could not move; this does not show robustness`
    }
    if (size === 0) {
      if (isShown) return 'the first model’s attack did not change the image; this does not show robustness'
      return 'the attack found no perturbation within ε'
    }
  }
  if (verdictOfSource === 'wrong') return 'made for a model that is wrong without an attack'
  return verdictOfSource === 'noAttack' ? 'made for a model that predicts the target without an attack' : null
}
