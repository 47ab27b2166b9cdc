/** @file A tiny ResNet of the goldens and the first image of its batch, as quantities ask them. */
import type { Classifier } from '../engine/classifier'
import { HessianProducts } from '../engine/gradients/hessianProducts'
import { SharedPasses } from '../engine/gradients/sharedPasses'
import { UNCONTROLLED } from '../engine/jobControl'
import { type AskedModel, noGallery } from '../engine/quantities/defineQuantity'
import type { PixelImage, Pixels01 } from '../units'
import { TINY_LABELS, tinyResNetClassifier } from './tinyResNets'

/** The classifier is disposed of by the caller. */
export async function askTiny(name: string): Promise<{ classifier: Classifier; asked: AskedModel }> {
  const { classifier, pixels: batch } = tinyResNetClassifier(name)
  const [, height, width] = batch.shape
  const pixels = (await batch.data()).slice(0, height * width * 3) as Pixels01
  batch.dispose()
  const image: PixelImage = { pixels, height, width }
  const label = TINY_LABELS[0] as number
  const passes = new SharedPasses(classifier, image)
  const products = new HessianProducts(classifier, image)
  const asked: AskedModel = {
    image,
    label,
    logits: () => passes.logits(),
    gradient: (of, other) => passes.gradient(of, label, other),
    gradients: (of, many) => passes.gradients(of, label, many, UNCONTROLLED),
    gallery: noGallery,
    lossesOf: (many, labels) => passes.lossesOf(labels, many, UNCONTROLLED),
    losses: (many) => passes.losses(label, many),
    hessianProduct: (direction, other = pixels) => products.of(other, label, direction),
  }
  return { classifier, asked }
}
