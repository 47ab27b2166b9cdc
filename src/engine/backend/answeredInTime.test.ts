import { expect, it } from 'vitest'
import { answeredInTime } from './answeredInTime'

const never = () => new Promise<never>(() => {})

it('what the browser never answers ends in an error', async () => {
  await expect(answeredInTime(never(), 5)).rejects.toThrow('the browser did not answer for')
})

it('what it answers in time is passed on, and so is its failure', async () => {
  expect(await answeredInTime(Promise.resolve(7), 1000)).toBe(7)
  await expect(answeredInTime(Promise.reject(new Error('no adapter')), 1000)).rejects.toThrow('no adapter')
})
