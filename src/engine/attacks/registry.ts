/** @file Every attack that can be asked for. */
import { apgdCe } from './apgdCe'
import { apgdDlr } from './apgdDlr'
import { apgdT } from './apgdT'
import { autoAttack } from './autoAttack'
import { ddn } from './ddn'
import { ensemble } from './ensemble'
import { fabT } from './fabT'
import { fgsm } from './fgsm'
import { gaussianNoise } from './gaussianNoise'
import { malt } from './malt'
import { pgd } from './pgd'
import { pma } from './pma'
import { randomSign } from './randomSign'
import { square } from './square'
import type { Attack, CommonSettings, SettingsOf } from './types'

export const ATTACKS = {
  fgsm,
  pgd,
  apgdCe,
  apgdDlr,
  apgdT,
  malt,
  pma,
  fabT,
  ddn,
  square,
  ensemble,
  autoAttack,
  randomSign,
  gaussianNoise,
} as const

export type AttackId = keyof typeof ATTACKS

/** An attack and its own settings. */
export type AttackChoice = {
  readonly [Id in AttackId]: { readonly id: Id; readonly settings: SettingsOf<(typeof ATTACKS)[Id]> }
}[AttackId]

/** The attack of a choice, as one that takes its settings. */
export const findAttack = ({ id }: AttackChoice): Attack<CommonSettings> =>
  ATTACKS[id] as unknown as Attack<CommonSettings>
