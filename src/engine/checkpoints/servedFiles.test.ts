import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { readManifest } from './loadClassifier'
import { readServed } from './servedFiles'
import { readTrainingLog } from './trainingLog'

const SIGN_IN = '<!doctype html><title>Sign in</title>'
const NEWER = '{"formatVersion":9}'
const served = (text: string) => async () => new TextEncoder().encode(text).buffer

describe.each([
  ['a page to sign in', SIGN_IN],
  ['a file of another release', NEWER],
])('%s in the place of a file', (_, text) => {
  const location = { id: 'some-model', manifestUrl: '/models/manifest.json', weightsUrl: '/models/weights' }

  it('that the page comes with is not the person’s to export again', async () => {
    const messages = [
      await messageOf(() => readServed(location.manifestUrl, () => readManifest(location, served(text)))),
      await messageOf(() => readServed('/models/log.jsonl', () => readTrainingLog('/models/log.jsonl', served(text)))),
    ]
    for (const message of messages) {
      expectSentence(message, 'retry, or tell whoever serves this page')
      expect(message).not.toMatch(/export|correct/)
    }
  })

  it('of a person’s own is theirs to export again', async () => {
    const own = { ...location, manifestUrl: 'blob:http://localhost/1' }
    expectSentence(
      await messageOf(() => readServed(own.manifestUrl, () => readManifest(own, served(text)))),
      'export the model again',
    )
  })
})

it('what can be done about a connection stays as it is', async () => {
  const failed = new Error('The weights could not be fetched; check the connection, then retry.')
  await expect(readServed('/weights', () => Promise.reject(failed))).rejects.toBe(failed)
})
