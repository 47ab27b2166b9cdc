import { expect, it } from 'vitest'
import { usedPaths } from './usedPaths'

const BASE = 'https://host.example/foo/'
const location = (id: string) => ({
  id,
  manifestUrl: `${BASE}assets/${id}.json`,
  weightsUrl: `${BASE}assets/${id}.safetensors`,
  logUrl: null,
})

it('used are the files of loaded models, and what the page has fetched below its own address', () => {
  const models = [
    { id: 'one', color: 0, status: 'ready' },
    { id: 'two', color: 1, status: 'loading', download: null },
  ] as never
  const fetched = [`${BASE}images/a%20cat.png?x=1`, 'https://elsewhere.example/b.png', 'https://host.example/c.png']
  expect([
    ...usedPaths(
      { models, zoo: [location('one'), location('two')] as never },
      fetched.map((name) => ({ name })),
      BASE,
    ),
  ]).toEqual(['assets/one.json', 'assets/one.safetensors', 'images/a cat.png'])
})
