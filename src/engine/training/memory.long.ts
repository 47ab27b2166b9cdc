/**
 * What the backend holds over 500 steps of a training as the page makes it: in slices, measured and kept every 50
 * steps, with its batches in two parts. Told as a table, and held to be the same from the first 50 steps on.
 */
import { expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { colouredImages, tinyStart, tinyWeights } from '../../testing/tinyTraining'
import { findArchitecture } from '../architectures/registry'
import { memory } from '../backend'
import { buildClassifier } from '../checkpoints/loadClassifier'
import { OBJECTIVES } from '../objectives/registry'
import * as tf from '../tf'
import { TrainingSession } from './session'

const STEPS = 500
const EVERY = 50
const SIDE = 6

function classifier() {
  const { manifest } = tinyStart(SIDE, SIDE)
  const architecture = findArchitecture(manifest.architecture.name)
  const settings = architecture.parseSettings(manifest.architecture)
  return buildClassifier({ manifest, architecture, settings, weights: tinyWeights() })
}

async function start(id: string): Promise<TrainingSession> {
  const from = classifier()
  const settings = {
    objective: { id },
    schedule: { learningRate: 1e-4, steps: STEPS },
    batchSize: 4,
    microBatchSize: 2,
    augmentation: { flip: true, cropMargin: 1 },
  }
  const judging = { attack: { epsilon255: 8, stepSize255: 2, steps: 3 }, mapImages: 6 }
  const images = {
    train: colouredImages(24, SIDE, SIDE),
    heldOut: colouredImages(12, SIDE, SIDE, 2),
    heldOutFrom: 'drawn',
    shortage: null,
  }
  try {
    return await TrainingSession.start(from, { settings, ...judging }, images)
  } finally {
    from.dispose()
  }
}

it.each(backendsUnderTest.filter((backend) => backend !== 'cpu'))('is the same on %s', async (backend) => {
  await prepareBackend(backend)
  const empty = tf.memory().numTensors
  const rows: string[] = []
  for (const { id, name } of OBJECTIVES) {
    const session = await start(id)
    const seen: { tensors: number; buffers: number; bytes: number; taken: number }[] = []
    for (let step = 0; step < STEPS; step += EVERY) {
      const { reports } = await session.step({ most: EVERY, withinMs: Number.POSITIVE_INFINITY })
      expect(reports.at(-1)?.step).toBe(step + EVERY)
      await session.measure()
      await session.state()
      const { numTensors, numDataBuffers, numBytes } = tf.memory()
      seen.push({ tensors: numTensors, buffers: numDataBuffers, bytes: numBytes, taken: memory().bytes })
    }
    session.dispose()
    expect(tf.memory().numTensors, 'left behind').toBe(empty)
    for (const later of seen) expect(later, id).toEqual(seen[0])
    const [first, last] = [seen[0], seen.at(-1)] as [(typeof seen)[number], (typeof seen)[number]]
    rows.push(`| ${name} | ${first.tensors} | ${last.tensors} | ${first.bytes} | ${last.bytes} |`)
  }
  console.log(
    [
      `${STEPS} steps on ${backend}:`,
      '',
      `| objective | tensors after ${EVERY} | after ${STEPS} | bytes after ${EVERY} | after ${STEPS} |`,
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  )
})
