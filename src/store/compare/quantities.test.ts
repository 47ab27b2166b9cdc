import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeSettings } from '../../engine/settings/describe'
import * as fields from '../../engine/settings/fields'
import { initialState } from '../appStore'
import { QUANTITIES, QUANTITY_IDS, settingsIn } from './quantities'

describe.each(QUANTITY_IDS)('the quantity %s', (id) => {
  const { settings, title, about } = QUANTITIES[id]
  const made = Object.entries(settings).map(([name, field]) => [name, field(fields)])
  const schema = z.object(Object.fromEntries(made))

  it('has settings with descriptions and defaults', () => {
    expect(describeSettings(schema).map(({ name }) => name)).toEqual(Object.keys(settings))
    expect(schema.safeParse({}).success).toBe(true)
  })

  it('takes the display settings of the same names, and nothing else', () => {
    const taken = settingsIn({ ...initialState.display, gradientOf: 'margin' }, id)
    expect(schema.strict().safeParse(taken).success).toBe(true)
    expect(taken).toEqual('gradientOf' in settings ? { gradientOf: 'margin' } : {})
  })

  it('has texts', () => {
    for (const words of [title, about])
      expect(words({ ...initialState.display, epsilon: 8 / 255 }).length).toBeGreaterThan(3)
  })
})
