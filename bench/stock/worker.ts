/** @file The contestant that is tfjs alone. Must never import from src/engine, whose kernels would then be its own. */
import { serve } from '../serve'
import type { ModelData } from '../types'
import { wasmFiles } from '../wasmFiles'
import { beginStock } from './attacks'
import { stockResNet } from './resnet'
import { stockSwin } from './swin'
import * as tf from './tf'

const MODELS = { resnet: stockResNet, swin: stockSwin }

let model: (pixels: tf.Tensor4D) => tf.Tensor2D

function normaliser({ mean, std }: ModelData): (pixels: tf.Tensor4D) => tf.Tensor4D {
  const [m, s] = [tf.tensor1d([...mean]), tf.tensor1d([...std])]
  return (pixels) => tf.div(tf.sub(pixels, m), s)
}

serve(
  {
    async start(backend) {
      tf.setWasmPaths(wasmFiles)
      if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start its ${backend} backend`)
      await tf.ready()
      return ''
    },
    loadModel(name, data) {
      const normalise = normaliser(data)
      const forward = MODELS[name](data)
      model = (pixels) => forward(normalise(pixels))
    },
    begin: (attack, batch) => beginStock(attack, model, batch),
  },
  tf as never,
)
