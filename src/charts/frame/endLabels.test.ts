import { describe, expect, it } from 'vitest'
import { namesFit, roomForNames } from './endLabels'

const LEAST = 58
const named = (...names: readonly string[]) =>
  names.map((name) => ({ id: name, name, ink: '', points: [{ x: 0, y: 0 }], marks: [] }))

describe('the room for names', () => {
  it.each([false, true])('is enough for all of them, lines to them: %s', (hasLeaders) => {
    const series = named('Natural', 'paper: gradient norm', 'a name with as many characters as fit')
    const room = roomForNames(series, LEAST, hasLeaders)
    expect(namesFit({ series, endLabels: { room, hasLeaders } })).toBe(true)
  })

  it('is at least what the chart has anyway', () => {
    expect(roomForNames(named('L1'), LEAST)).toBe(LEAST)
  })
})
