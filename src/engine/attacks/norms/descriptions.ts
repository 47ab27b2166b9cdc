/** @file The norms for people: names, units and usual sizes. Plain data, free of tfjs, so that the page reads it too. */

export interface NormDescription {
  readonly name: string
  /** Follows a norm's bars, as in "‖δ‖∞". */
  readonly subscript: string
  /** The number shown for a size is the size, of pixels in [0, 1], times this factor. All sizes below are as shown. */
  readonly factor: number
  /** Follows the number. */
  readonly suffix: string
  /** The size at which robustness on CIFAR-10 is measured in the literature. */
  readonly usual: number
  /** Sizes of a curve on CIFAR-10, and the slider's range: up to where the zoo's models are fooled. */
  readonly curve: readonly number[]
  readonly slider: { readonly max: number; readonly step: number }
  /** Where the search for the smallest epsilon starts: in L∞ the paper's, in the others small enough to fool few models. */
  readonly searchStart: number
  /** The largest size that can be set: in L∞ the whole pixel range, in the others more than any image here can change by. */
  readonly largest: number
}

export const NORM_DESCRIPTIONS = {
  linf: {
    ...{ name: 'L∞', subscript: '∞', factor: 255, suffix: '/255' },
    ...{ usual: 8, curve: [1, 2, 4, 6, 8, 12, 16], slider: { max: 16, step: 0.25 }, searchStart: 2, largest: 255 },
  },
  l2: {
    ...{ name: 'L2', subscript: '₂', factor: 1, suffix: '' },
    ...{ usual: 0.5, curve: [0.1, 0.25, 0.5, 0.75, 1, 1.5], slider: { max: 2, step: 0.05 } },
    ...{ searchStart: 0.125, largest: 1000 },
  },
  l1: {
    ...{ name: 'L1', subscript: '₁', factor: 1, suffix: '' },
    ...{ usual: 12, curve: [2, 4, 8, 12, 18, 24], slider: { max: 24, step: 0.5 }, searchStart: 3, largest: 1_000_000 },
  },
} as const satisfies Readonly<Record<string, NormDescription>>

export type NormId = keyof typeof NORM_DESCRIPTIONS

export const NORM_IDS = Object.keys(NORM_DESCRIPTIONS) as readonly NormId[]
