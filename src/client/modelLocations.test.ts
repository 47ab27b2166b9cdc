import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defaultModelIds, zooModels } from './modelLocations'

const models = new URL('../../models/', import.meta.url)
const shipped = readdirSync(models).filter((id) => existsSync(new URL(`${id}/weights.safetensors`, models)))

it('the zoo is the contents of models/', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(3)
  expect(zooModels.map(({ id }) => id).sort()).toEqual(shipped.sort())
})

it('every model has its own file of each kind', () => {
  for (const { id, manifestUrl, weightsUrl, logUrl } of zooModels) {
    expect(manifestUrl).toContain(`${id}/manifest.json`)
    expect(weightsUrl).toContain(`${id}/weights.safetensors`)
    if (existsSync(new URL(`${id}/training-log.jsonl`, models))) expect(logUrl).toContain(`${id}/training-log.jsonl`)
    else expect(logUrl).toBeNull()
  }
})

it('the models that the page opens with come first, and exist', () => {
  expect(defaultModelIds.length).toBeGreaterThanOrEqual(3)
  expect(zooModels.slice(0, defaultModelIds.length).map(({ id }) => id)).toEqual(defaultModelIds)
})
