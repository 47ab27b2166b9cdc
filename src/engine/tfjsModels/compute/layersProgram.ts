/**
 * @file A model of layers, read by tfjs's own loader. Its layers ask for weights when they are put together: each is
 * given none, and told where to find its value when it computes, so that a model costs no memory of its own and is
 * differentiated in its weights as in any other.
 */

import { quoteShape, quoteValue } from '../../../quote'
import { MOST_NUMBERS_AN_IMAGE, mostNumbersOf, withBoundedTensors } from '../../backend/boundedTensors'
import * as tf from '../../tf'
import { type LayersModel, layers, loadLayersModel, type SymbolicTensor } from '../../tfLoaders'
import type { ModelJson } from '../layers/types'
import { registerActivations } from './kerasActivations'
import { mendGradient, type Readable } from './mendGradient'
import { tfjsReason } from './tfjsReason'
import type { TfjsProgram } from './types'

/** A weight as tfjs's layers have it. */
interface LayerWeight extends Readable {
  readonly originalName: string
  readonly val: tf.Variable
}

/** What is not public of a layer, but stable since tfjs 1.0. */
interface Layer {
  readonly name: string
  readonly weights: LayerWeight[]
  readonly inboundNodes: readonly { readonly outputTensors: readonly SymbolicTensor[] }[]
  readonly layers?: readonly Layer[]
  getClassName(): string
  addWeight(...args: unknown[]): LayerWeight
}

const shapeOfWeight = new WeakMap<LayerWeight, readonly number[]>()

const [NAME, SHAPE, DTYPE, INITIALIZER] = [0, 1, 2, 3]

/** Has layers ask for weights without memory for them. Nothing else here uses tfjs's layers. */
function withholdWeights(): void {
  const prototype = layers.Layer.prototype as unknown as Layer
  const stock = prototype.addWeight
  prototype.addWeight = function (this: Layer, ...args) {
    const given = [...args]
    given[INITIALIZER] = { apply: () => tf.scalar(0, given[DTYPE] as 'float32' | undefined) }
    const weight = stock.apply(this, given)
    shapeOfWeight.set(weight, args[SHAPE] as readonly number[])
    weight.val.dispose()
    weight.read = () => {
      throw new Error(`The weight ${String(args[NAME])} is read outside of a computation.`)
    }
    return weight
  }
}
withholdWeights()
registerActivations()

/**
 * @param shapes of the weights by their names in model.json
 * @throws Error with one sentence that names the layer or the weight that does not fit
 */
export async function layersProgram(
  { class_name, config }: ModelJson,
  shapes: ReadonlyMap<string, readonly number[]>,
): Promise<TfjsProgram> {
  const model = await read({ class_name, config })
  const all = allLayers(model as unknown as Layer)
  for (const layer of all) checkSize(layer)
  const names = namesOf(all, shapes)
  const current: { weights: ReadonlyMap<string, tf.Tensor> } = { weights: new Map() }
  for (const [weight, name] of names) weight.read = () => current.weights.get(name) as tf.Tensor
  for (const layer of all) mendGradient(layer)
  return {
    compute(weights, images) {
      current.weights = weights
      try {
        return withBoundedTensors(mostNumbersOf(images.shape[0]), () => {
          const outputs = model.apply(images, { training: false })
          return (Array.isArray(outputs) ? outputs[0] : outputs) as tf.Tensor
        })
      } catch (error) {
        // The end of the engine is not the model's.
        if (error instanceof WebAssembly.RuntimeError) throw error
        throw new Error(`TensorFlow.js cannot compute the layers (${tfjsReason(error)}); export the model to ONNX.`)
      } finally {
        current.weights = new Map()
      }
    },
  }
}

async function read(topology: object): Promise<LayersModel> {
  try {
    return await loadLayersModel({ load: async () => ({ modelTopology: topology }) }, { strict: false })
  } catch (error) {
    throw new Error(
      `TensorFlow.js cannot put the model's layers together (${tfjsReason(error)}); save the model again, or export it to ONNX.`,
    )
  }
}

function allLayers(layer: Layer): Layer[] {
  return layer.layers === undefined ? [layer] : layer.layers.flatMap(allLayers)
}

/** A shape such as that of a padding by millions is no layer's. */
function checkSize({ name, inboundNodes }: Layer): void {
  for (const { outputTensors } of inboundNodes) {
    for (const { shape } of outputTensors) {
      const numbers = shape.reduce<number>((product, length) => product * (length ?? 1), 1)
      if (numbers === 0) {
        throw new Error(
          `The layer ${quoteValue(name)} makes an output of the shape ${quoteShape(shape)}, which holds no number; correct its settings and save the model again.`,
        )
      }
      if (numbers <= MOST_NUMBERS_AN_IMAGE) continue
      throw new Error(
        `The layer ${quoteValue(name)} makes an output of the shape ${quoteShape(shape)} of one image, more than the ${MOST_NUMBERS_AN_IMAGE.toLocaleString('en')} numbers allowed; choose a smaller model.`,
      )
    }
  }
}

/** Every weight of the layers with the name that model.json has it under. */
function namesOf(
  all: readonly Layer[],
  shapes: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<LayerWeight, string> {
  const byEnd = new Map([...shapes.keys()].map((name) => [lastTwo(name), name]))
  const names = new Map<LayerWeight, string>()
  for (const { name: layer, weights } of all) {
    for (const weight of weights) {
      const own = weight.originalName
      const name = shapes.has(own)
        ? own
        : endings(layer, own)
            .map((end) => byEnd.get(end))
            .find((each) => each !== undefined)
      const shape = shapes.get(name ?? '')
      if (name === undefined || shape === undefined) {
        throw new Error(
          `The weights lack ${quoteValue(own)}, which the layer ${quoteValue(layer)} asks for; save the model again.`,
        )
      }
      const asked = shapeOfWeight.get(weight) ?? []
      if (asked.join() !== shape.join()) {
        throw new Error(
          `The weight ${quoteValue(name)} has the shape ${quoteShape(shape)} where its layer asks for ${quoteShape(asked)}; save the model again.`,
        )
      }
      names.set(weight, name)
    }
  }
  return names
}

/** By which a weight may be called, without the names of models before them; Keras 3 calls this kernel as any other. */
const endings = (layer: string, own: string): string[] => [
  `${layer}/${own.split('/').at(-1)}`,
  lastTwo(own),
  ...(own.endsWith('/depthwise_kernel') ? [`${layer}/kernel`] : []),
]

/** "model/conv/kernel" is `conv/kernel`: Keras 3 puts models' names before layers', and TensorFlow those of cells. */
const lastTwo = (name: string): string => name.split('/').slice(-2).join('/')
