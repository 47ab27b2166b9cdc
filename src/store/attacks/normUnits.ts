/** @file Converts sizes between what people read and type and what the engine computes with. */
import { NORM_DESCRIPTIONS, type NormDescription, type NormId } from '../../engine/attacks/norms/descriptions'
import type { Eps01 } from '../../units'

export const NORMS: Readonly<Record<NormId, NormDescription>> = NORM_DESCRIPTIONS

export const toShown = (size: number, norm: NormId): number => size * NORMS[norm].factor

export const fromShown = (shown: number, norm: NormId): Eps01 => (shown / NORMS[norm].factor) as Eps01
