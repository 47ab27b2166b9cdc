import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { expectSentence, messageOf } from '../../testing/sentence'
import { parseWithFieldNames } from '../checkpoints/parseWithFieldNames'

const KINDS: readonly (readonly [kind: string, schema: z.ZodType, value: unknown, says: string])[] = [
  ['too big', z.number().max(1024), 2048, 'is 2048 where a number of at most 1024 is expected'],
  ['too small', z.number().min(1e-6), 0, 'is 0 where a number of at least 0.000001 is expected'],
  ['at an excluded bound', z.number().positive(), 0, 'is 0 where a number above 0 is expected'],
  ['at the other one', z.number().lt(3), 3, 'is 3 where a number below 3 is expected'],
  ['beyond all integers', z.number().int(), 1e300, 'is 1e+300 where a whole number of at most'],
  ['a fraction', z.number().int(), 1.5, 'is 1.5 where a whole number is expected'],
  ['not finite', z.number(), Number.POSITIVE_INFINITY, 'is Infinity where a number is expected'],
  ['a wrong type', z.number(), '5', 'is "5" where a number is expected'],
  ['not an object', z.object({}), [1], 'is [1] where an object is expected'],
  ['not a record', z.record(z.string(), z.number()), 'x', 'is "x" where an object is expected'],
  ['not a list', z.array(z.number()), null, 'is null where a list is expected'],
  ['not a flag', z.boolean(), 1, 'is 1 where true or false is expected'],
  ['missing', z.number(), undefined, 'is missing'],
  [
    'too long a text',
    z.string().max(2),
    'abc',
    'is "abc" (3 characters) where text of at most 2 characters is expected',
  ],
  ['too short a text', z.string().min(1), '', 'is "" (0 characters) where text of at least 1 character is expected'],
  [
    'too long a list',
    z.array(z.number()).max(1),
    [1, 2],
    'is [1,2] (2 entries) where a list of at most 1 entry is expected',
  ],
  ['a list of a fixed length', z.array(z.number()).length(3), [1], 'where a list of exactly 3 entries is expected'],
  ['too long to be shown', z.string().max(100), 'x'.repeat(500), `"${'x'.repeat(80)}…" (500 characters)`],
  ['none of the choices', z.enum(['a', 'b']), 'c', 'is "c" where one of "a", "b" is expected'],
  ['not the one value', z.literal(3), 4, 'is 4 where 3 is expected'],
  ['unrecognised', z.strictObject({}), { a: 1 }, 'is {"a":1}, which has the unknown entry "a"'],
  ['unrecognised twice', z.strictObject({}), { a: 1, b: 2 }, 'which has the unknown entries "a", "b"'],
  ['of another format', z.base64(), '?', 'is "?" where text in base64 is expected'],
  ['of another pattern', z.string().regex(/a/, 'must have an a'), 'b', 'is "b", which must have an a'],
  ['refined', z.number().refine(() => false, 'descends'), 5, 'is 5, which descends'],
  ['of no type of a union', z.union([z.number(), z.string()]), true, 'is true where a number or text is expected'],
  ['not a multiple', z.number().multipleOf(2), 3, 'is 3 where a multiple of 2 is expected'],
  [
    'a key too long',
    z.record(z.string().max(1), z.number()),
    { ab: 1 },
    'where a different name (text of at most 1 char',
  ],
]

describe('a refused value', () => {
  it.each(KINDS)('that is %s is named in one plain sentence', async (_, schema, value, says) => {
    const message = await messageOf(() => parseWithFieldNames(z.object({ size: schema }), { size: value }, 'manifest'))
    expectSentence(message, `The manifest's field "size`, says)
    expect(message, 'what zod says').not.toMatch(/expected \w+ to|Too (big|small)|Invalid|Unrecognized|[<>]=|received/)
    expect(message).toMatch(/; correct it or export the model again\.$/)
  })

  it('of the whole setting is called by its own name', async () => {
    const message = await messageOf(() => parseWithFieldNames(z.object({}), 5, 'stored run', { remedy: 'start again' }))
    expect(message).toBe('The stored run is 5 where an object is expected; start again.')
  })
})
