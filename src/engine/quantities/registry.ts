/**
 * @file All that is computed of an image and a model, in the order in which it is asked for. What follows takes over
 * what was computed before it: the pass of a gradient has the logits, but not the other way round.
 */
import { alignment } from './alignment'
import type { SettingValues } from './defineQuantity'
import { gradient } from './gradient'
import { prediction } from './prediction'

export const QUANTITIES = { gradient, alignment, prediction } as const

type Quantities = typeof QUANTITIES

export type QuantityId = keyof Quantities

export const QUANTITY_IDS = Object.keys(QUANTITIES) as QuantityId[]

export type QuantitySettings<Id extends QuantityId> = SettingValues<Quantities[Id]['settings']>

/** What a quantity's `measure` comes to. Arrays in the image's layout, never tensors. */
export type QuantityResult<Id extends QuantityId> = Awaited<ReturnType<Quantities[Id]['measure']>>
