/**
 * Seconds a training step of every objective, side by side in one run: steps
 * take turns, so that what else the machine does hits all of them alike.
 */
import { describe, expect, inject, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { colouredImages } from '../../testing/tinyTraining'
import { readZooModel } from '../../testing/zoo'
import { chooseObjective, OBJECTIVES } from '../objectives/registry'
import * as tf from '../tf'
import { Trainer } from './trainer'

const { steps, batchSize, model } = { steps: inject('steps'), batchSize: inject('batchSize'), model: inject('model') }

interface Times {
  /** By the clock. */
  readonly seconds: number[]
  /** Of the processor, which other programs do not lengthen; only in Node. */
  readonly processor: number[]
}

/** Seconds of processor time so far; 0 in a browser, which does not tell. */
function processorSeconds(): number {
  if (typeof process === 'undefined' || typeof process.cpuUsage !== 'function') return 0
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

async function timeStep(trainer: Trainer, times: Times | null): Promise<void> {
  const [wall, processor] = [performance.now(), processorSeconds()]
  expect((await trainer.step()).status).toBe('stepped')
  times?.seconds.push((performance.now() - wall) / 1000)
  times?.processor.push(processorSeconds() - processor)
}

function table(backend: string, rows: ReadonlyMap<string, Times>): string {
  const of = (id: string, what: keyof Times) => median((rows.get(id) as Times)[what])
  const columns = (['seconds', 'processor'] as const).filter((what) => of('natural', what) > 0)
  const heads = columns.flatMap((what) => [
    what === 'seconds' ? 's a step' : 'processor s a step',
    'of PGD-3',
    'of natural',
  ])
  const lines = [...rows.keys()].map((id) => {
    const cells = columns.flatMap((what) => [
      of(id, what).toPrecision(3),
      (of(id, what) / of('adversarial', what)).toFixed(2),
      (of(id, what) / of('natural', what)).toFixed(2),
    ])
    return `| ${chooseObjective({ id }).objective.name} | ${cells.join(' | ')} |`
  })
  return [
    `${model}, batch ${batchSize}, ${backend}, median of ${steps} steps each, in turns:`,
    '',
    `| objective | ${heads.join(' | ')} |`,
    `|${'---|'.repeat(heads.length + 1)}`,
    ...lines,
  ].join('\n')
}

describe.each(backendsUnderTest.filter((backend) => backend !== 'cpu'))('cost of a step on %s', (backend) => {
  it('is measured', async () => {
    await prepareBackend(backend)
    // Else every kernel's buffers are counted.
    tf.env().set('IS_TEST', false)
    const files = await readZooModel(model)
    const { height, width } = files.manifest.input
    const images = colouredImages(Math.max(64, batchSize), height, width)
    const schedule = { learningRate: 1e-4, steps: steps + 1 }
    const trainers = OBJECTIVES.map(({ id }) => {
      return [id, Trainer.start(files, { objective: { id }, schedule, batchSize }, images)] as const
    })
    const rows = new Map(trainers.map(([id]) => [id, { seconds: [], processor: [] } as Times]))
    for (const [, trainer] of trainers) await timeStep(trainer, null)
    for (let step = 0; step < steps; step++) {
      for (const [id, trainer] of trainers) await timeStep(trainer, rows.get(id) as Times)
    }
    for (const [, trainer] of trainers) trainer.dispose()
    console.log(table(backend, rows))
  })
})
