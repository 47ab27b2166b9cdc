import { expect, it } from 'vitest'
import { activation } from './activation'

it('a tab that never answers does not keep a new version from serving the page', async () => {
  await activation(new Promise(() => {}), 5)
})

it('a new version serves the page only once its work is done', async () => {
  let isDone = false
  const work = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => {
    isDone = true
  })
  await activation(work, 60_000)
  expect(isDone).toBe(true)
})

it('work that fails is told to the browser', async () => {
  await expect(activation(Promise.reject(new Error('no cache')), 60_000)).rejects.toThrow('no cache')
})
