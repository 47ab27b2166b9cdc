import { describe, expect, it } from 'vitest'
import { nameCodePoints, nameProfile } from './colourSpace'

/** An ICC profile with nothing but its description, of version 2 or 4. */
function profile(description: string, version: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(144 + 28 + description.length * 2)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string) =>
    void bytes.set(
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
      at,
    )
  view.setUint32(128, 1)
  write(132, 'desc')
  view.setUint32(136, 144)
  if (version === 2) {
    write(144, 'desc')
    view.setUint32(152, description.length + 1)
    write(156, description)
  } else {
    write(144, 'mluc')
    view.setUint32(152, 1)
    view.setUint32(164, description.length * 2)
    view.setUint32(168, 28)
    Array.from(description).forEach((character, i) => void view.setUint16(172 + 2 * i, character.charCodeAt(0)))
  }
  return bytes
}

/** ImageCms.createProfile('sRGB') of Pillow, as bytes. */
const pillowSrgb = () =>
  Uint8Array.from(
    Buffer.from(
      'AAACTGxjbXMEQAAAbW50clJHQiBYWVogB+oACwAeAAEAGgApYWNzcEFQUEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPbWAAEAAAAA0y1sY21zAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALZGVzYwAAAQgAAAA2Y3BydAAAAUAAAABMd3RwdAAAAYwAAAAUY2hhZAAAAaAAAAAsclhZWgAAAcwAAAAUYlhZWgAAAeAAAAAUZ1hZWgAAAfQAAAAUclRSQwAAAggAAAAgZ1RSQwAAAggAAAAgYlRSQwAAAggAAAAgY2hybQAAAigAAAAkbWx1YwAAAAAAAAABAAAADGVuVVMAAAAaAAAAHABzAFIARwBCACAAYgB1AGkAbAB0AC0AaQBuAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAADAAAAAcAE4AbwAgAGMAbwBwAHkAcgBpAGcAaAB0ACwAIAB1AHMAZQAgAGYAcgBlAGUAbAB5WFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of///aIAAAPcAADAblhZWiAAAAAAAABvoAAAOPUAAAOQWFlaIAAAAAAAACSfAAAPhAAAtsNYWVogAAAAAAAAYpcAALeHAAAY2XBhcmEAAAAAAAMAAAACZmYAAPKnAAANWQAAE9AAAApbY2hybQAAAAAAAwAAAACj1wAAVHsAAEzNAACZmgAAJmYAAA9c',
      'base64',
    ),
  )

describe('nameProfile', () => {
  it.each([2, 4] as const)('reads the name in a profile of version %i', (version) => {
    expect(nameProfile(profile('Display P3', version))).toBe('its colour profile (Display P3)')
  })

  it('ignores sRGB, recognised by its colours, and names other colours', () => {
    expect(nameProfile(pillowSrgb())).toBeNull()
    const swapped = pillowSrgb()
    const text = Buffer.from(swapped).toString('latin1')
    swapped.set(
      [...'gXYZ'].map((c) => c.charCodeAt(0)),
      text.indexOf('rXYZ'),
    )
    swapped.set(
      [...'rXYZ'].map((c) => c.charCodeAt(0)),
      text.indexOf('gXYZ'),
    )
    const curve = pillowSrgb()
    // The exponent of its curve, 2.4: 2.0 instead.
    new DataView(curve.buffer).setUint32(text.indexOf('para') + 12, 0x20000)
    for (const altered of [swapped, curve])
      expect(nameProfile(altered)).toBe('its colour profile (sRGB built-in, whose colours are not those of sRGB)')
    expect(nameProfile(profile('sRGB IEC61966-2.1', 2))).toContain('its colour profile (sRGB')
  })

  it('reports an unreadable name', () => {
    const whole = profile('Display P3', 2)
    for (let length = 0; length < 160; length += 5)
      expect(nameProfile(whole.subarray(0, length))).toBe('its colour profile')
  })

  it('shortens a long name and drops invisible characters', () => {
    expect(nameProfile(profile(`A\u0007${'b'.repeat(500)}`, 2))).toBe(`its colour profile (A${'b'.repeat(39)}...)`)
  })
})

describe('nameCodePoints', () => {
  it.each([
    [1, 13, null],
    [2, 2, null],
    [1, 1, null],
    [12, 13, 'its colour space (Display P3)'],
    [9, 16, 'its colour space (BT.2020, PQ)'],
    [9, 14, 'its colour space (BT.2020)'],
    [1, 8, 'its colour space (BT.709, linear)'],
    [22, 4, 'its colour space (primaries 22, transfer 4)'],
  ])('with primaries %i and transfer %i: %s', (primaries, transfer, name) => {
    expect(nameCodePoints(primaries, transfer)).toBe(name)
  })
})
