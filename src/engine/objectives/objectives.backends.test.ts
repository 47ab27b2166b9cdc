import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { relativeError } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import {
  createTinyBatch,
  createTinyModel,
  goldenRng,
  objectiveGolden,
  type TinyModel,
  trainingGoldens,
} from '../../testing/tinyTraining'
import { installSecondDerivatives, removeSecondDerivatives } from '../backend/secondDerivatives'
import * as tf from '../tf'
import { chooseObjective, OBJECTIVES } from './registry'
import { seededRng } from './rng'
import type { ObjectiveResult } from './types'

const TOLERANCE = 1e-3

const CASES = trainingGoldens.cases.map((given) => [given.name, given] as const)

function evaluate(model: TinyModel, [name, { objective, settings, ramp }]: (typeof CASES)[number]): ObjectiveResult {
  const batch = createTinyBatch(model, ramp, goldenRng(name))
  try {
    return chooseObjective({ id: objective, settings }).evaluate(batch)
  } finally {
    batch.dispose()
  }
}

/** Relative errors of the loss, of every part and of every parameter's gradient, by name. */
async function errors(name: string, { loss, parts, gradients }: ObjectiveResult): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  const compare = async (what: string, tensor: tf.Tensor) => {
    found[what] = relativeError(await tensor.data(), objectiveGolden(`${name}/${what}`).values)
  }
  await compare('loss', loss)
  for (const [part, tensor] of Object.entries(parts)) await compare(`parts/${part}`, tensor)
  for (const [parameter, tensor] of Object.entries(gradients)) await compare(`gradients/${parameter}`, tensor)
  return found
}

describe('the training goldens', () => {
  it('have a case for every objective', () => {
    const tested = new Set(trainingGoldens.cases.map(({ objective }) => objective))
    expect([...tested].sort()).toEqual(OBJECTIVES.map(({ id }) => id).sort())
  })
})

describe.each(backendsUnderTest)('objectives on %s', (backend) => {
  let model: TinyModel
  let fused: TinyModel | null = null
  beforeAll(async () => {
    await prepareBackend(backend)
    model = createTinyModel()
    if (backend === 'wasm') fused = createTinyModel(true)
  })
  afterAll(() => {
    model.dispose()
    fused?.dispose()
  })

  it.each(CASES)('have PyTorch’s loss, parts and parameter gradients: %s', async (...given) => {
    await expectGolden(model, given)
    if (fused !== null) await expectGolden(fused, given)
  })

  async function expectGolden(model: TinyModel, given: (typeof CASES)[number]) {
    const before = tf.memory().numTensors
    const result = evaluate(model, given)
    const found = await errors(given[0], result)
    const wrong = Object.fromEntries(Object.entries(found).filter(([, error]) => !(error <= TOLERANCE)))
    expect(wrong, `relative errors above ${TOLERANCE}`).toEqual({})
    expect(Object.keys(result.gradients)).toEqual([...model.trained.keys()])
    expect(Object.keys(result.parts)).toEqual(chooseObjective({ id: given[1].objective }).objective.parts)
    tf.dispose(result)
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  }

  it('are wrong without the corrected second derivatives', async () => {
    const given = CASES.find(([name]) => name === 'gradient-norm squaredL2')
    if (given === undefined) throw new Error('the goldens have no squared L2 norm')
    removeSecondDerivatives()
    try {
      const result = evaluate(model, given)
      const found = await errors(given[0], result)
      expect(found['gradients/conv1.weight']).toBeGreaterThan(0.02)
      tf.dispose(result)
    } finally {
      installSecondDerivatives()
    }
  })

  it('approximate double backprop by differences, better from both sides', async () => {
    const common = { lambda: 1.2, epsilon255: 8 }
    const flat = async (id: string, settings: object) => {
      const batch = createTinyBatch(model, 1, seededRng(0))
      const result = chooseObjective({ id, settings: { ...common, ...settings } }).evaluate(batch)
      const all = tf.tidy(() =>
        tf.concat(Object.values(result.gradients).map((gradient) => tf.reshape(gradient, [-1]))),
      )
      const values = await all.data()
      batch.dispose()
      tf.dispose([result, all])
      return values
    }
    const exact = await flat('gradient-norm', {})
    const differences = (settings: object) => flat('gradient-norm-differences', settings)
    const oneSided = relativeError(await differences({ sides: 'one', differenceStep255: 1 }), exact)
    const bothSides = relativeError(await differences({ sides: 'both', differenceStep255: 1 }), exact)
    expect(oneSided).toBeLessThan(0.05)
    expect(bothSides).toBeLessThan(0.005)
    expect(bothSides).toBeLessThan(oneSided)
  })

  it('are repeatable for the same random numbers, and differ for others', async () => {
    const choices = [{ id: 'fgsm' }, { id: 'trades', settings: { steps: 1 } }, { id: 'edge-regularisation' }]
    for (const choice of choices) {
      const lossOf = async (seed: number) => {
        const batch = createTinyBatch(model, 1, seededRng(seed))
        const result = chooseObjective(choice).evaluate(batch)
        const [loss] = await result.loss.data()
        batch.dispose()
        tf.dispose(result)
        return loss
      }
      expect(await lossOf(1)).toBe(await lossOf(1))
      expect(await lossOf(1)).not.toBe(await lossOf(2))
    }
  })

  it('leave no tensor if the model throws', () => {
    const broken = {
      ...model,
      bind: () => () => {
        throw new Error('broken')
      },
    }
    const batch = createTinyBatch(broken, 1, seededRng(0))
    const before = tf.memory().numTensors
    for (const { id } of OBJECTIVES) expect(() => chooseObjective({ id }).evaluate(batch)).toThrow('broken')
    expect(tf.memory().numTensors).toBe(before)
    batch.dispose()
  })
})
