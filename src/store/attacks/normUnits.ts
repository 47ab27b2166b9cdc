/** @file How people read and type sizes in a norm: L∞ in /255 of the pixel range, the others as plain numbers. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { Eps01 } from '../../units'

export interface NormUnit {
  /** For people. */
  readonly name: string
  /** Behind a norm's bars, as in "‖δ‖∞". */
  readonly subscript: string
  /** Times a size of pixels in [0, 1] it is the number that is shown. */
  readonly factor: number
  /** Stands behind the number. */
  readonly suffix: string
}

export const NORM_UNITS: Readonly<Record<NormId, NormUnit>> = {
  linf: { name: 'L∞', subscript: '∞', factor: 255, suffix: '/255' },
  l2: { name: 'L2', subscript: '₂', factor: 1, suffix: '' },
  l1: { name: 'L1', subscript: '₁', factor: 1, suffix: '' },
}

export const toShown = (size: number, norm: NormId): number => size * NORM_UNITS[norm].factor

export const fromShown = (shown: number, norm: NormId): Eps01 => (shown / NORM_UNITS[norm].factor) as Eps01
