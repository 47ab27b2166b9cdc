/** @file A tiny ResNet of the goldens and the first image of its batch, as quantities ask them. */
import type { Classifier } from '../engine/classifier'
import type { AskedModel } from '../engine/quantities/defineQuantity'
import type { Pixels01 } from '../units'
import { askedModel } from './askedModel'
import { TINY_LABELS, tinyResNetClassifier } from './tinyResNets'

/** The classifier is disposed of by the caller. */
export async function askTiny(name: string): Promise<{ classifier: Classifier; asked: AskedModel }> {
  const { classifier, pixels: batch } = tinyResNetClassifier(name)
  const [, height, width] = batch.shape
  const pixels = (await batch.data()).slice(0, height * width * 3) as Pixels01
  batch.dispose()
  return { classifier, asked: askedModel(classifier, { pixels, height, width }, TINY_LABELS[0] as number) }
}
