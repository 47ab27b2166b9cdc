/** @file Models of TensorFlow.js: what is found in them, and what is said where they cannot be opened. */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zipOf } from '../../../images/datasets/testArchives'
import type { DataFile } from '../../../images/datasets/types'
import { messageOf } from '../../../testing/sentence'
import { readTfjsGoldenFiles, TFJS_GOLDENS } from '../../../testing/tfjsGoldens'
import { readModel } from '../../../worker/models/readModel'

type Json = Record<string, unknown>

/** A golden's files with another model.json; `without` names files that are left out. */
async function changed(name: string, change: (json: Json) => void, without = ''): Promise<DataFile[]> {
  const [description, ...shards] = (await readTfjsGoldenFiles(name)) as [DataFile, ...DataFile[]]
  const json = JSON.parse(await description.blob.text()) as Json
  change(json)
  const text = { ...description, blob: new Blob([JSON.stringify(json)]) }
  return [text, ...shards].filter(({ path }) => !path.endsWith(without || '\0'))
}

const layersOf = (json: Json) =>
  ((json.modelTopology as Json).model_config as { config: { layers: { class_name: string; config: Json }[] } }).config
    .layers

async function found(files: readonly DataFile[]) {
  const opened = await readModel(files)
  return opened.kind === 'found' ? opened.found : expect.fail('it has a manifest')
}

describe('a model of TensorFlow.js', () => {
  it.each(TFJS_GOLDENS)('says what it is: %s', async (name) => {
    const { name: title, format, sets } = await found(await readTfjsGoldenFiles(name))
    expect(title).toBe(name)
    expect(format).toMatch(/^TensorFlow.js (layers|graph) model, written by TensorFlow.js Converter v4/)
    const { recognised, facts } = sets[0]
    expect(recognised).toMatchObject({ classes: 10, channels: name === 'keras2-sequential' ? 1 : 3 })
    expect(facts?.size).toMatchObject({ value: 12, basis: 'found' })
    expect(facts?.outputs).toMatchObject({ value: 'logits', source: expect.stringMatching(/softmax .* is left out/) })
  })

  it('that scales its own pixels says so, as layers and as a graph', async () => {
    for (const name of ['keras3-nested', 'graph']) {
      const { facts } = (await found(await readTfjsGoldenFiles(name))).sets[0]
      expect(facts?.std).toMatchObject({ value: [1 / 255, 1 / 255, 1 / 255], basis: 'found' })
      expect(facts?.std.source).toMatch(/^The model scales its pixels itself, by the (layer|node) “/)
    }
  })

  it('is opened from a zip, and names its classes where metadata.json does', async () => {
    const files = await readTfjsGoldenFiles('graph')
    const labels = Array.from({ length: 10 }, (_, i) => `kind ${i}`)
    const metadata = { path: 'graph/metadata.json', blob: new Blob([JSON.stringify({ labels })]) }
    const packed = [...files, metadata].map(async ({ path: name, blob }) => {
      const bytes = new Uint8Array(await blob.arrayBuffer())
      return { name, packed: bytes, size: bytes.length, crc32: crc32(bytes) }
    })
    const zip = { path: 'graph.zip', blob: new Blob([zipOf(await Promise.all(packed))]) }
    expect((await found([zip])).sets[0].facts?.classes).toMatchObject({ value: labels, basis: 'found' })
  })

  it('of Keras Applications is taken for what preprocess_input does', async () => {
    const files = await changed('keras2-functional', (json) => {
      ;((json.modelTopology as Json).model_config as { config: Json }).config.name = 'mobilenetv2_1.00_224'
    })
    expect((await found(files)).sets[0].facts?.mean).toMatchObject({ value: [0.5, 0.5, 0.5], basis: 'assumed' })
  })

  it.each<[what: string, golden: string, change: (json: Json) => void, says: RegExp]>([
    [
      'a layer that tfjs lacks',
      'keras2-sequential',
      (json) => Object.assign(layersOf(json)[2] as object, { class_name: 'Lambda' }),
      /^The layer ".*" is of the kind "Lambda".*; export the model to ONNX/,
    ],
    [
      'an activation that tfjs lacks',
      'keras2-sequential',
      (json) => Object.assign(layersOf(json)[1]?.config as object, { activation: 'celu' }),
      /^The layer "conv2d" has the activation "celu".*; export/,
    ],
    [
      'a setting that tfjs passes over',
      'keras2-sequential',
      (json) => Object.assign(layersOf(json)[1]?.config as object, { groups: 2 }),
      /^The layer "conv2d" has groups = 2.*; export/,
    ],
    [
      'layers in a circle',
      'keras2-functional',
      (json) => {
        const layers = layersOf(json) as { class_name: string; config: Json; inbound_nodes?: unknown }[]
        const own = [[[String(layers[1]?.config.name), 0, 0, {}]]]
        if (layers[1]) layers[1].inbound_nodes = own
      },
      /^The model.json's layer ".*" takes what no layer before it gives; /,
    ],
    [
      'an operator that is not computed',
      'graph',
      (json) => {
        const { node } = json.modelTopology as { node: { op: string }[] }
        Object.assign(node.find(({ op }) => op === 'LeakyRelu') as object, { op: 'NonMaxSuppressionV3' })
      },
      /^The graph's node ".*" is of the operator "NonMaxSuppressionV3".*; convert/,
    ],
    [
      'an operator without a gradient',
      'graph',
      (json) => {
        const { node } = json.modelTopology as { node: { op: string }[] }
        Object.assign(node.find(({ op }) => op === 'LeakyRelu') as object, { op: 'DepthToSpace' })
      },
      /^The graph's node ".*" is of the operator "DepthToSpace", which has no gradient.*; export/,
    ],
    [
      'weights of another model',
      'graph',
      (json) => (json.weightsManifest as { weights: unknown[] }[])[0]?.weights.pop(),
      /^The shards have .* bytes? where model.json tells of .*; open model.json with its own shards\.$/,
    ],
    [
      'texts',
      'graph',
      (json) => {
        const [group] = json.weightsManifest as { weights: { dtype: string }[] }[]
        Object.assign(group?.weights[0] as object, { dtype: 'string' })
      },
      /^The tensor ".*" is of the format "string".*; convert/,
    ],
  ])('with %s is not opened, and says why', async (_, golden, change, says) => {
    expect(await messageOf(async () => readModel(await changed(golden, change)))).toMatch(says)
  })

  it('without a shard names it', async () => {
    const files = await changed('graph', () => {}, 'group1-shard1of1.bin')
    expect(await messageOf(() => readModel(files))).toBe(
      'Beside model.json the shard "group1-shard1of1.bin" is missing; drop model.json together with its 1 shard, or their folder or zip.',
    )
  })
})
