/** @file Values of the settings of an attack, an objective or an optimiser, by name. */
import type { StepSize } from '../../engine/attacks/algorithms/stepSize'
import type { SettingDescription } from '../../engine/settings/describe'

/** The descriptions say which settings exist. */
export type NamedSettings = Readonly<Record<string, unknown>>

/** The settings that apply with these values, as some apply only in certain norms. */
export const meaningful = (
  settings: readonly SettingDescription[],
  { norm }: NamedSettings,
): readonly SettingDescription[] =>
  settings.filter(({ norms }) => norms === undefined || norms.includes(norm as string))

/** 2.5 epsilon / steps, as a fraction of epsilon (Madry et al. 2018). */
export const usualShare = (steps: number): number => 2.5 / steps

export const isStepSize = (value: unknown): value is StepSize =>
  typeof value === 'object' && value !== null && 'rule' in value

/** Whether the step size is 2.5 epsilon / steps and changes with the number of steps. */
export function followsSteps({ stepSize, steps }: NamedSettings): boolean {
  return (
    isStepSize(stepSize) &&
    stepSize.rule === 'shareOfEpsilon' &&
    typeof steps === 'number' &&
    stepSize.share === usualShare(steps)
  )
}
