/** @file What the models of Keras Applications expect of pixels, by the names that Keras gives them and their layers. */
import { isModel, type ModelJson } from './layers/types'

/** An id in the registry of preprocessings, as `preprocess_input` of each does it. */
const EXPECTED: readonly (readonly [name: RegExp, preprocessing: string])[] = [
  [/^efficientnet|^mobilenet_?v3|^convnext/i, 'bytes'],
  [/^densenet/i, 'imagenet'],
  [/^resnet(50|101|152)$|^vgg(16|19)$/i, 'caffe'],
  [/^mobilenet|^inception|^xception|^nasnet|^resnet\d+v2/i, 'symmetric'],
]

/** Of the model, or a model within it; null where none is known. */
export function kerasApplication(model: ModelJson): { readonly name: string; readonly preprocessing: string } | null {
  const name = String(model.config.name ?? '')
  const [, preprocessing] = EXPECTED.find(([pattern]) => pattern.test(name)) ?? []
  if (preprocessing !== undefined) return { name, preprocessing }
  for (const layer of model.config.layers) {
    const within = isModel(layer) ? kerasApplication(layer) : null
    if (within !== null) return within
  }
  return null
}
