import { expect, it } from 'vitest'
import { z } from 'zod'
import { messageOf } from '../../testing/sentence'
import { parseWithFieldNames } from './parseWithFieldNames'

const schema = z.object({ lists: z.array(z.object({ names: z.array(z.string()) })) })

it.each([
  ['one', 1, /^The manifest's field "lists\.0\.names\.0" is 7 .*; correct it or export the model again\.$/],
  ['half a million', 500_000, /^The manifest is wrong in more places than can be told one by one; correct it or /],
])('a list of %s wrong items is refused by a sentence', async (_, count, sentence) => {
  const value = { lists: [{ names: new Array(count).fill(7) }] }
  expect(await messageOf(() => parseWithFieldNames(schema, value, 'manifest'))).toMatch(sentence)
})
