/** @file Every direction along which the loss is measured. Adding one is one file and one line. */
import { attackDirection } from './attack'
import type { LossDirection } from './defineDirection'
import { gradientDirection } from './gradient'
import { gradientSignDirection } from './gradientSign'
import { randomDirection } from './random'

export const DIRECTIONS = {
  attack: attackDirection,
  sign: gradientSignDirection,
  gradient: gradientDirection,
  random: randomDirection,
} as const satisfies Readonly<Record<string, LossDirection>>

export type DirectionId = keyof typeof DIRECTIONS
