/** @file What an attack, an objective or an optimiser is set to, by the names of its settings. */
import type { StepSize } from '../../engine/attacks/algorithms/stepSize'
import type { SettingDescription } from '../../engine/settings/describe'

/** Which settings there are is told by their descriptions. */
export type NamedSettings = Readonly<Record<string, unknown>>

/** Those that have a meaning with these values: some have one in certain norms alone. */
export const meaningful = (
  settings: readonly SettingDescription[],
  { norm }: NamedSettings,
): readonly SettingDescription[] =>
  settings.filter(({ norms }) => norms === undefined || norms.includes(norm as string))

/** 2.5 epsilon / steps, as a share of epsilon (Madry et al. 2018). */
export const usualShare = (steps: number): number => 2.5 / steps

export const isStepSize = (value: unknown): value is StepSize =>
  typeof value === 'object' && value !== null && 'rule' in value

/** Whether the step size is 2.5 epsilon / steps, and follows the number of steps. */
export function followsSteps({ stepSize, steps }: NamedSettings): boolean {
  return (
    isStepSize(stepSize) &&
    stepSize.rule === 'shareOfEpsilon' &&
    typeof steps === 'number' &&
    stepSize.share === usualShare(steps)
  )
}
