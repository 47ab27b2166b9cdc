import { expect, it } from 'vitest'
import { fetchedCode } from './fetchedCode'
import { expectSentence, messageOf } from './testing/sentence'

it('code that arrives is used', async () => {
  expect(await fetchedCode(async () => ({ answer: 42 }))).toEqual({ answer: 42 })
})

it('code that never arrives ends in a sentence, and can be asked for again', async () => {
  expectSentence(await messageOf(() => fetchedCode(() => new Promise(() => {}), 20)), 'has not arrived', 'reload')
  expect(await fetchedCode(async () => 1, 20)).toBe(1)
})

it('code that a server does not have ends in a sentence rather than in the browser’s words', async () => {
  const load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module: http://x/a-b.js'))
  const message = await messageOf(() => fetchedCode(load))
  expectSentence(message, 'could not be fetched', 'try again')
  expect(message).not.toContain('http')
})
