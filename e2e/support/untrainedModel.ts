/** @file A small model with another input size and other classes, made by the test and served in place of another. */
import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { encodeSafetensors } from '../../src/testing/encodeSafetensors'
import { readManifest } from './goldens'

export const UNTRAINED = {
  name: 'Untrained',
  data: 'Tiny-ImageNet-10',
  size: 64,
  classes: 'dog cat bird hoofed insect amphibian_reptile car fruit building landscape'.split(' '),
} as const

/** A ResNet with two stages of one block each. */
const WIDTHS = [8, 16] as const

type Shape = readonly number[]

/** timm's names and shapes, written out a second time. */
function shapes(): Map<string, Shape> {
  const all = new Map<string, Shape>()
  const conv = (name: string, norm: string, shape: Shape) => {
    all.set(`${name}.weight`, shape)
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) all.set(`${norm}.${part}`, [shape[0]!])
  }
  const [narrow, wide] = WIDTHS
  conv('conv1', 'bn1', [narrow, 3, 3, 3])
  conv('layer1.0.conv1', 'layer1.0.bn1', [narrow, narrow, 3, 3])
  conv('layer1.0.conv2', 'layer1.0.bn2', [narrow, narrow, 3, 3])
  conv('layer2.0.conv1', 'layer2.0.bn1', [wide, narrow, 3, 3])
  conv('layer2.0.conv2', 'layer2.0.bn2', [wide, wide, 3, 3])
  conv('layer2.0.downsample.0', 'layer2.0.downsample.1', [wide, narrow, 1, 1])
  all.set('fc.weight', [UNTRAINED.classes.length, wide])
  all.set('fc.bias', [UNTRAINED.classes.length])
  return all
}

/** Uniform in [-1, 1), the same in every run (Numerical Recipes' generator). */
function createRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

function createWeights() {
  const random = createRandom()
  let parameters = 0
  const tensors = new Map<string, { dtype: string; shape: Shape; bytes: Uint8Array }>()
  for (const [name, shape] of shapes()) {
    const count = shape.reduce((product, size) => product * size, 1)
    const fanIn = count / shape[0]!
    // Initial batch norm; all other weights are scaled so that activations keep their scale.
    const draw = () => {
      if (/(bn\d|downsample\.1)\.(weight|running_var)$/.test(name)) return 1
      return /\.(bias|running_mean)$/.test(name) ? 0 : random() * Math.sqrt(6 / fanIn)
    }
    if (!/\.running_(mean|var)$/.test(name)) parameters += count
    const bytes = new Uint8Array(Float32Array.from({ length: count }, draw).buffer)
    tensors.set(name, { dtype: 'F32', shape, bytes })
  }
  return { file: Buffer.from(encodeSafetensors(tensors)), parameters }
}

/** The built files have hashed names that do not identify the models, so their contents do. */
export async function serveUntrained(page: Page, id: string, until: Promise<void> = Promise.resolve()): Promise<void> {
  const shipped = readManifest(id)
  const { file, parameters } = createWeights()
  const sha256 = createHash('sha256').update(file).digest('hex')
  const manifest = {
    ...shipped,
    name: UNTRAINED.name,
    data: UNTRAINED.data,
    classes: UNTRAINED.classes,
    architecture: { name: 'resnet', widths: WIDTHS, depths: [1, 1], activation: 'gelu', stem: 'small' },
    input: { ...shipped.input, height: UNTRAINED.size, width: UNTRAINED.size },
    weights: { ...shipped.weights, sha256, bytes: file.length, dtype: 'float32', parameters },
    figures: null,
  }
  const replace = async (pattern: RegExp, isShipped: (body: Buffer) => boolean, replacement: Buffer) => {
    await page.route(pattern, async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      if (!isShipped(body)) return route.fulfill({ response, body })
      await until
      const { 'content-length': _, ...headers } = response.headers()
      return route.fulfill({ status: response.status(), headers, body: replacement })
    })
  }
  const idOf = (body: Buffer) => JSON.parse(body.toString('utf8')).id
  const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('hex')
  await replace(/\/manifest-[^/]*\.json$/, (body) => idOf(body) === id, Buffer.from(JSON.stringify(manifest)))
  await replace(/\/weights-[^/]*\.safetensors$/, (body) => hashOf(body) === shipped.weights.sha256, file)
}
