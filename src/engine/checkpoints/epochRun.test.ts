import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { manifestOfEpoch, parseEpochRun } from './epochRun'
import { sha256Of } from './sha256'

const folder = new URL('../../../models/epochs/', import.meta.url)
const ids = readdirSync(folder)
const textOf = (id: string) => readFileSync(new URL(`${id}/run.json`, folder), 'utf8')
const valid = JSON.parse(textOf(ids[0] as string))
const changed = (change: object) => JSON.stringify({ ...valid, ...change })

describe('a run with the weights of every epoch', () => {
  it.each(ids)('%s names them', async (id) => {
    const run = parseEpochRun(textOf(id))
    expect(run.id).toBe(id)
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual(run.epochs.map((_, place) => place))
    expect(run.epochs.length).toBeGreaterThan(4)
    for (const { epoch } of run.epochs) {
      const { weights, training, ...manifest } = manifestOfEpoch(textOf(id), epoch)
      const file = readFileSync(new URL(`${id}/${weights.file}`, folder))
      expect([file.length, await sha256Of(new Uint8Array(file))]).toEqual([weights.bytes, weights.sha256])
      expect([manifest.id, training.epochsTrained]).toEqual([`${id}-${epoch}`, epoch])
    }
  })

  it('names the field that is wrong', async () => {
    const epochs = [{ ...valid.epochs[0], pgdAccuracy: 1.5 }]
    expectSentence(await messageOf(() => parseEpochRun(changed({ epochs }))), 'epochs.0.pgdAccuracy', '1.5')
    expectSentence(await messageOf(() => parseEpochRun(changed({ classes: ['one'] }))), 'classes')
    expectSentence(await messageOf(() => parseEpochRun('{')), 'is not JSON', 'export the run again')
    expectSentence(await messageOf(() => parseEpochRun(changed({ epochs: [] }))), 'epochs')
  })

  it('lists its epochs in order, and refuses one that it does not have', async () => {
    const [first, second] = valid.epochs
    const unordered = changed({ epochs: [second, first] })
    expectSentence(await messageOf(() => parseEpochRun(unordered)), 'epoch 0 after epoch 1')
    expectSentence(await messageOf(() => manifestOfEpoch(textOf(valid.id), 99)), 'no epoch 99')
  })
})
