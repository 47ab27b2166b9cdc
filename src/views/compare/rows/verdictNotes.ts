import type { AttackResult } from '../../../store/types'

type Noted = Pick<AttackResult, 'outcome' | 'form' | 'label' | 'target' | 'verdictOfSource'>

/** What has to be known beside a verdict, lest it be read as more than it is: a sentence's part each. */
export function verdictNotes(result: Noted): string[] {
  return [targetNote(result), result.outcome.verdict === 'noAttack' ? null : attackNote(result)].filter(
    (note) => note !== null,
  )
}

/** What the attack was after, where that is not just any other class. */
function targetNote({ outcome, form, label, target }: Noted): string | null {
  if (form.target === null) return null
  if (target === null) return `any other class was the goal, as it has no class “${form.target}”`
  if (target === label) return `the target “${form.target}” is the label`
  if (outcome.verdict === 'noAttack') return `the target “${form.target}” is predicted without an attack`
  return `target: ${form.target}`
}

/** Why the attack shows less than it seems to. */
function attackNote({ outcome, form, verdictOfSource }: Noted): string | null {
  const { verdict, size, zeroGradient } = outcome
  if (verdict === 'wrong') return null
  // The verdict itself says so.
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
  if (verdictOfSource === 'wrong') return 'made on a model that is wrong without an attack'
  return verdictOfSource === 'noAttack' ? 'made on a model that needs no attack to give the target' : null
}
