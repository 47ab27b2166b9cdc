/** @file Which of the tiny classifier's images stay robust under pyautoattack (models/training/make_autoattack_goldens.py), and under the engine. */
import { expect } from 'vitest'
import { attackImages } from '../engine/attacks/loop/attackImages'
import type { AttackChoice } from '../engine/attacks/registry'
import { UNCONTROLLED } from '../engine/jobControl'
import type { Pixels01 } from '../units'
import { cropped, readAttackGoldenIndex, readAutoAttackGoldenIndex, tinyClassifier, tinyImages } from './attackGoldens'
import { readGoldens } from './goldens'

export type ComparedNorm = 'linf' | 'l2'

const { model } = await readAttackGoldenIndex()
const { crop, verdicts } = await readAutoAttackGoldenIndex()
const golden = await readGoldens('attacks-autoattack.safetensors')

export const { epsilons, squareQueries } = verdicts

/** In ms: complete attacks take a while where other work runs beside them. */
export const TIMEOUT = 600_000

/** Of each seed of the reference, whether each of the first `count` images is robust; `name` as fabT, square or autoAttack. */
function referenceVerdicts(name: string, norm: ComparedNorm, count: number): boolean[][] {
  const { values, shape } = golden(`verdicts/held/${name}/${norm}`)
  const [seeds, all] = shape as readonly [number, number]
  return Array.from({ length: seeds }, (_, seed) =>
    Array.from({ length: count }, (_, image) => values[seed * all + image] === 1),
  )
}

/** Whether each of the first `count` images is robust here: on the backend that tfjs has. */
async function engineVerdicts(attack: AttackChoice, norm: ComparedNorm, count: number): Promise<boolean[]> {
  const side = norm === 'l2' ? model.side - 2 * crop : model.side
  const { pixels, labels } = tinyImages(count)
  const classifier = tinyClassifier(side)
  try {
    const input = { pixels: cropped(pixels, model.side, side) as Pixels01, labels, attack, batchSize: count }
    return (await attackImages(classifier, input, UNCONTROLLED)).map(({ verdict }) => verdict === 'robust')
  } finally {
    classifier.dispose()
  }
}

/** Expects an attack to leave the same of the first `count` images robust as the reference; returns what sets them apart. */
export async function expectAgreement(
  attack: AttackChoice,
  norm: ComparedNorm,
  count: number,
  mostStrangers: number,
): Promise<Comparison> {
  const robust = await engineVerdicts(attack, norm, count)
  const compared = compareVerdicts(robust, referenceVerdicts(attack.id, norm, count))
  const { holding, fewest, most, strangers } = compared
  expect(holding).toBeGreaterThanOrEqual(fewest - 1)
  expect(holding).toBeLessThanOrEqual(most + 1)
  // Neither all nor nothing, which any attack or none would give.
  expect(holding).toBeGreaterThan(count / 5)
  expect(holding).toBeLessThan((4 * count) / 5)
  expect(strangers, 'images that no seed of the reference judges so').toBeLessThanOrEqual(mostStrangers)
  return compared
}

type Comparison = ReturnType<typeof compareVerdicts>

/** What sets the engine's verdicts apart from the reference's. */
function compareVerdicts(robust: readonly boolean[], reference: readonly (readonly boolean[])[]) {
  const countOf = (verdicts: readonly boolean[]) => verdicts.filter(Boolean).length
  const counts = reference.map(countOf)
  return {
    holding: countOf(robust),
    fewest: Math.min(...counts),
    most: Math.max(...counts),
    /** Images that no seed of the reference judges so. */
    strangers: robust.filter((isRobust, image) => reference.every((seed) => seed[image] !== isRobust)).length,
  }
}
