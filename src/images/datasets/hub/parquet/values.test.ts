import { describe, expect, it } from 'vitest'
import { messageOf } from '../../../../testing/sentence'
import { checkThrift } from './checkThrift'
import { Cursor } from './cursor'
import { readValues } from './values'

describe('what a whole file has that is not read here is named', () => {
  it('an encoding', async () => {
    const read = () => readValues(new Uint8Array(8), 'BYTE_STREAM_SPLIT', 'INT32', 2, null)
    expect(await messageOf(read)).toBe(
      'has values encoded as "BYTE_STREAM_SPLIT", which is not read here; choose another',
    )
  })

  it.each(['FLOAT', 'BOOLEAN', 'FIXED_LEN_BYTE_ARRAY', 'constructor'])('the type %s', async (type) => {
    const read = () => readValues(new Uint8Array(8), 'PLAIN', type, 2, null)
    expect(await messageOf(read)).toContain(`has values of the type "${type}"`)
  })

  it('a description of too many values', async () => {
    const truths = Uint8Array.of(...new Array(9).fill(0x11), 0)
    expect(() => checkThrift(new Cursor(truths), 9)).not.toThrow()
    expect(await messageOf(() => checkThrift(new Cursor(truths), 8))).toContain('more than the 8 values allowed')
  })
})
