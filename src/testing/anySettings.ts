/** @file Random values of settings, as their descriptions allow. */
import fc from 'fast-check'
import type { SettingDescription } from '../engine/settings/describe'

const numbers = (min: number, max: number, isWhole: boolean) =>
  isWhole ? fc.integer({ min: Math.ceil(min), max: Math.min(max, 2 ** 31 - 1) }) : fc.double({ min, max, noNaN: true })

/** Any value that is allowed. */
export function anyValueOf(setting: SettingDescription): fc.Arbitrary<unknown> {
  switch (setting.kind) {
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...setting.values)
    case 'stepSize':
      return fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }).map((size) => ({ rule: 'fixed', size: size + 0 })),
        fc.double({ min: 0, max: 2, noNaN: true }).map((share) => ({ rule: 'shareOfEpsilon', share: share + 0 })),
      )
    case 'numbers':
      return fc.tuple(...setting.usual.map(() => numbers(setting.min, setting.max, false)))
    case 'number': {
      const { min, max, isAbove, isBelow, isWhole, isNullable } = setting
      const inside = numbers(min, max, isWhole)
        .map((value) => value + 0)
        .filter((value) => (!isAbove || value > min) && (!isBelow || value < max))
      return isNullable ? fc.option(inside) : inside
    }
  }
}

/** Values by name, of these settings; some are left as they are. */
export const anyValuesOf = (settings: readonly SettingDescription[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(settings.map((setting) => [setting.name, anyValueOf(setting)])), { requiredKeys: [] })
