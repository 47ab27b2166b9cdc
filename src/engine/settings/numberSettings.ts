/**
 * @file Numeric settings, described as plain data without zod or tfjs, so that a form has them before the engine runs.
 * The engine's schemas are built from them (numberField in fields.ts).
 */
import type { SettingDescription } from './describe'
import type { SettingWords } from './settingWords'

/** `usual` is null if nothing has to be chosen. */
export type NumberSetting = SettingDescription & { readonly kind: 'number'; readonly usual: number | null }

interface NumberDefinition extends SettingWords {
  readonly min: number
  readonly max: number
  readonly usual: number | null
  readonly isAbove?: boolean
  readonly isBelow?: boolean
  readonly isWhole?: boolean
  /** Whether null may be chosen, for none; implied if null is the usual value. */
  readonly isNullable?: boolean
}

/** Settings by name, with both bounds included unless `isAbove` or `isBelow` excludes one. */
export function numberSettings<const Names extends string>(
  definitions: Readonly<Record<Names, NumberDefinition>>,
): Readonly<Record<Names, NumberSetting>> {
  const all = Object.entries<NumberDefinition>(definitions).map(([name, definition]) => [
    name,
    {
      kind: 'number',
      isAbove: false,
      isBelow: false,
      isWhole: false,
      isNullable: definition.usual === null,
      ...definition,
      name,
    } satisfies NumberSetting,
  ])
  return Object.fromEntries(all)
}

export const isAllowed = ({ min, max, isAbove, isBelow, isWhole, isNullable }: NumberSetting, value: number | null) =>
  value === null
    ? isNullable
    : (isAbove ? value > min : value >= min) &&
      (isBelow ? value < max : value <= max) &&
      (!isWhole || Number.isInteger(value))

/** The largest seed of the engine. */
export const MAX_SEED = 2 ** 31 - 1

/** Numeric settings used in several places. */
export const {
  seed: SEED,
  lambda: LAMBDA,
  epsilon255: EPSILON_255,
  pgdSteps: PGD_STEPS,
} = numberSettings({
  seed: { label: 'Seed', min: 0, max: MAX_SEED, usual: 0, isWhole: true },
  /** The paper's: cross-entropy weighs 2 - lambda, the penalty lambda. */
  lambda: { label: 'λ', min: 0, max: 2, usual: 1.2 },
  /** Radius of an L∞ ball, in 255ths of the pixel range. */
  epsilon255: { label: 'ε', unit: '/255', min: 0, isAbove: true, max: 255, usual: 8 },
  pgdSteps: { label: 'PGD steps', counted: ['PGD step', 'PGD steps'], min: 1, max: 100, usual: 3, isWhole: true },
})
