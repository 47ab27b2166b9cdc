/** @file Settings of an attack, an objective or an optimiser in the address: "steps:20,result:worst", only what is changed. */
import type { StepSize } from '../../engine/attacks/algorithms/stepSize'
import type { SettingDescription } from '../../engine/settings/describe'
import { isAllowed } from '../../engine/settings/numberSettings'
import { isStepSize } from '../settings/values'
import { readNumberText } from './texts'

/** Something with settings by name: how one is read and changed. Another may follow from a change. */
export interface Settable<Choice> {
  readonly described: readonly SettingDescription[]
  readonly current: (choice: Choice, name: string) => unknown
  readonly withSetting: (choice: Choice, name: string, value: unknown) => Choice
}

/** The empty text where both are alike. */
export function settingsText<Choice>(settable: Settable<Choice>, choice: Choice, usual: Choice): string {
  const { described, current, withSetting } = settable
  const parts: string[] = []
  let before = usual
  for (const { name } of described) {
    const value = current(choice, name)
    if (JSON.stringify(value) === JSON.stringify(current(before, name))) continue
    before = withSetting(before, name, value)
    parts.push(`${name}:${valueText(value)}`)
  }
  return parts.join(',')
}

/** undefined if a setting is unknown, or its value is not allowed. */
export function readSettingsText<Choice>(settable: Settable<Choice>, text: string, usual: Choice): Choice | undefined {
  const { described, withSetting } = settable
  const asked = new Map<string, string>()
  for (const part of text === '' ? [] : text.split(',', described.length + 1)) {
    const colon = part.indexOf(':')
    if (colon < 0) return undefined
    asked.set(part.slice(0, colon), part.slice(colon + 1))
  }
  let choice = usual
  // In the order in which they are described, as they were written.
  for (const setting of described) {
    const part = asked.get(setting.name)
    if (part === undefined) continue
    asked.delete(setting.name)
    const value = readValue(setting, part)
    if (value === undefined) return undefined
    choice = withSetting(choice, setting.name, value)
  }
  return asked.size === 0 ? choice : undefined
}

const SHARE = 'eps'
const NONE = 'none'
const BETWEEN_NUMBERS = '~'

function valueText(value: unknown): string {
  if (isStepSize(value)) return value.rule === 'fixed' ? String(value.size) : `${value.share}${SHARE}`
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.join(BETWEEN_NUMBERS)
  return value === null ? NONE : String(value)
}

function readValue(setting: SettingDescription, text: string): unknown {
  switch (setting.kind) {
    case 'flag':
      return text === 'on' ? true : text === 'off' ? false : undefined
    case 'choice':
      return setting.values.find((value) => value === text)
    case 'stepSize':
      return readStepSize(text)
    case 'number': {
      const value = text === NONE ? null : readNumberText(text)
      return value !== undefined && isAllowed({ ...setting, usual: null }, value) ? value : undefined
    }
    case 'numbers': {
      const values = text.split(BETWEEN_NUMBERS, setting.usual.length + 1).map(readNumberText)
      const areAllowed = values.every((value) => value !== undefined && value >= setting.min && value <= setting.max)
      return areAllowed && values.length === setting.usual.length ? values : undefined
    }
  }
}

/** The largest that the engine takes. */
const LARGEST_STEP = 1e6

function readStepSize(text: string): StepSize | undefined {
  const isShare = text.endsWith(SHARE)
  const value = readNumberText(isShare ? text.slice(0, -SHARE.length) : text)
  if (value === undefined || value < 0 || value > LARGEST_STEP) return undefined
  return isShare ? { rule: 'shareOfEpsilon', share: value } : ({ rule: 'fixed', size: value } as StepSize)
}
