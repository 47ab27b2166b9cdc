/** @file How values of several kinds are written in the address: short, readable, and exact to the last digit. */
import { isAllowed, type NumberSetting } from '../../engine/settings/numberSettings'
import type { TextForm } from './parameter'

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/

/** undefined unless it is a finite number. */
export function readNumberText(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

export const oneOf = <const Value extends string>(values: readonly Value[]): TextForm<Value> => ({
  write: (value) => value,
  read: (text) => values.find((value) => value === text),
})

export const onOff: TextForm<boolean> = {
  write: (value) => (value ? 'on' : 'off'),
  read: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
}

const NONE = 'none'

/** A number that its setting allows. JavaScript writes as many digits as it takes to read the same number. */
export const exactNumber = (setting: NumberSetting): TextForm<number> => ({
  write: String,
  read(text) {
    const value = readNumberText(text)
    return value !== undefined && isAllowed(setting, value) ? value : undefined
  },
})

/** The same, or null. */
export const orNone = <Value>({ write, read }: TextForm<Value>): TextForm<Value | null> => ({
  write: (value, state) => (value === null ? NONE : write(value, state)),
  read: (text, state) => (text === NONE ? null : read(text, state)),
})

/** Values with commas between them, at most so many; undefined if any of them means nothing. */
export const commaList = <Value>({ write, read }: TextForm<Value>, most: number): TextForm<readonly Value[]> => ({
  write: (values, state) => values.map((value) => write(value, state)).join(','),
  read(text, state) {
    const parts = text.split(',', most + 1)
    if (parts.length > most) return undefined
    const values = parts.map((part) => read(part, state))
    return values.every((value) => value !== undefined) ? values : undefined
  },
})

/** Any text, such as a class's name, of a length that names have; the empty text is null. */
export const nameText = (most: number): TextForm<string | null> => ({
  write: (value) => value ?? '',
  read: (text) => (text.length > most ? undefined : text === '' ? null : text),
})
