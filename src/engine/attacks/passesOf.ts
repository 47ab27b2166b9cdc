/** @file What an attack costs an image, counted where it is cheap: on a linear classifier of a tiny image. */
import { countOf } from '../../countOf'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { UNCONTROLLED } from '../jobControl'
import { createRng } from '../random'
import * as tf from '../tf'
import { attackImages } from './loop/attackImages'
import { type AttackChoice, findAttack } from './registry'

/** Pixels a side. */
const SIDE = 4
const SEED = 1

/**
 * Forward and backward passes of one image in an attack that makes every step, beside the look at the clean image that
 * every attack begins with. Passes depend on the settings and the number of classes alone.
 */
export async function passesOf(attack: AttackChoice, classCount: number): Promise<number> {
  const { uniform } = createRng(SEED)
  const weights = tf.tensor2d(Float32Array.from({ length: SIDE * SIDE * 3 * classCount }, uniform), [
    SIDE * SIDE * 3,
    classCount,
  ])
  const classifier = {
    manifest: {
      name: 'linear',
      classes: Array.from({ length: classCount }, (_, place) => String(place)),
      input: { height: SIDE, width: SIDE },
    },
    logits: (pixels: tf.Tensor4D) => tf.matMul(tf.reshape(pixels, [pixels.shape[0], -1]), weights),
  } as unknown as Classifier
  const pixels = Float32Array.from({ length: SIDE * SIDE * 3 }, uniform) as Pixels01
  const small = { ...attack, settings: { ...attack.settings, epsilon: 0.1 as Eps01 } } as AttackChoice
  try {
    const input = { pixels, labels: [0], attack: small, stopWhenFooled: false }
    const [result] = await attackImages(classifier, input, UNCONTROLLED)
    const { forward = 1, backward = 0 } = result?.passes ?? {}
    return forward + backward - 1
  } finally {
    weights.dispose()
  }
}

/** Where two numbers of steps are tried, from which the rest follows: every step costs the same. */
const TRIED = [2, 4] as const

/** The setting that multiplies an attack's passes; null for one that takes a fixed number of steps. */
export const stepsSetting = (settings: object): 'steps' | 'queries' | null =>
  'steps' in settings ? 'steps' : 'queries' in settings ? 'queries' : null

/** The most steps that take at most so many passes of an image; null for an attack of fixed steps. Throws one sentence if one step takes more. */
export async function stepsWithin(attack: AttackChoice, classCount: number, passes: number): Promise<number | null> {
  const name = stepsSetting(attack.settings)
  if (name === null) {
    mustFit(await passesOf(attack, classCount), passes)
    return null
  }
  const counted = await passesAt(name)
  const [few, more] = [counted[0] as number, counted[1] as number]
  const each = (more - few) / (TRIED[1] - TRIED[0])
  const others = few - each * TRIED[0]
  mustFit(others + each, passes)
  return Math.floor((passes - others) / each)

  async function passesAt(setting: string): Promise<number[]> {
    const counts: number[] = []
    for (const steps of TRIED) {
      const tried = { ...attack, settings: { ...attack.settings, [setting]: steps } } as AttackChoice
      counts.push(await passesOf(tried, classCount))
    }
    return counts
  }

  function mustFit(needed: number, most: number): void {
    if (needed <= most) return
    throw new Error(
      `${findAttack(attack).name} takes ${countOf(needed, 'pass', 'passes')} of an image for one step, where the budget leaves ${countOf(most, 'pass', 'passes')} for each trial; raise it, make fewer trials, or leave the attack out.`,
    )
  }
}
