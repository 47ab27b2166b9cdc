/** @file A model and an image, as quantities ask them. */
import type { Classifier } from '../engine/classifier'
import { HessianProducts } from '../engine/gradients/hessianProducts'
import { SharedPasses } from '../engine/gradients/sharedPasses'
import { UNCONTROLLED } from '../engine/jobControl'
import { type AskedModel, noGallery } from '../engine/quantities/defineQuantity'
import type { PixelImage } from '../units'

/** The classifier is disposed of by the caller. */
export function askedModel(classifier: Classifier, image: PixelImage, label: number): AskedModel {
  const passes = new SharedPasses(classifier, image)
  const products = new HessianProducts(classifier, image)
  return {
    image,
    label,
    logits: () => passes.logits(),
    gradient: (of, other) => passes.gradient(of, label, other),
    gradients: (of, many) => passes.gradients(of, label, many, UNCONTROLLED),
    gallery: noGallery,
    lossesOf: (many, labels) => passes.lossesOf(labels, many, UNCONTROLLED),
    losses: (many) => passes.losses(label, many),
    hessianProduct: (direction, other = image.pixels) => products.of(other, label, direction),
  }
}
