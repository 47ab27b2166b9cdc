import { describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { colouredPictures, tinyStart } from '../../testing/tinyTraining'
import { memory } from '../backend'
import { OBJECTIVES } from '../objectives/registry'
import { Trainer } from './trainer'

const STEPS = 500
const SIDE = 6

describe.each(backendsUnderTest.filter((backend) => backend !== 'cpu'))('memory over 500 steps on %s', (backend) => {
  it.each(OBJECTIVES.map(({ id }) => id))('is flat: %s', async (id) => {
    await prepareBackend(backend)
    const settings = { objective: { id }, schedule: { learningRate: 1e-4, steps: STEPS }, batchSize: 4 }
    const trainer = Trainer.start(tinyStart(SIDE, SIDE), settings, colouredPictures(24, SIDE, SIDE))
    const seen: ReturnType<typeof memory>[] = []
    while (trainer.stepsTaken < STEPS) {
      expect((await trainer.step()).status).toBe('stepped')
      if (trainer.stepsTaken % 50 === 0) seen.push(memory())
    }
    for (const later of seen) expect(later).toEqual(seen[0])
    trainer.dispose()
  })
})
