import { create, toBinary } from '@bufbuild/protobuf'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { cpuSeconds } from '../../../testing/cpuSeconds'
import { noise } from '../../../testing/drawn'
import { onnxGoldenFiles } from '../../../testing/onnxFiles'
import { openedModel } from '../../../testing/openedModel'
import { isShared, sharedFile } from '../../../testing/publishedModels'
import { checkpointFile } from '../../../worker/models/checkpointFiles'
import { readArchitecture } from '../../architectures/registry'
import { UNCONTROLLED } from '../../jobControl'
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  FunctionProtoSchema,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
  TensorProtoSchema,
} from '../../onnx/file/onnx_pb'
import { readModelProto } from '../../onnx/file/readModelProto'
import * as tf from '../../tf'
import { trainedNames } from '../../training/trainedParameters'
import { exportedFiles } from '../exportedFiles'
import { numberToFloat16 } from '../float16'
import { readSafetensors } from '../safetensors'
import { onnxFile } from './onnxFile'

const AS_IT_IS = { mean: [0, 0, 0], std: [1, 1, 1] }

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)])
const open = (bytes: Uint8Array, path = 'net.onnx') => openedModel(path, blobOf(bytes), AS_IT_IS)

/** One of a golden's files, changed. */
async function changed(name: string, change: (model: ModelProto, graph: GraphProto) => void, at = 0) {
  const model = readModelProto((await onnxGoldenFiles(name))[at]!)
  change(model, model.graph!)
  return toBinary(ModelProtoSchema, model)
}

async function logitsOf({ classifier }: Awaited<ReturnType<typeof open>>): Promise<Float32Array> {
  const { height: size } = classifier.manifest.input
  const pixels = tf.tensor4d(Float32Array.from(noise('pixels', 2 * size * size * 3)), [2, size, size, 3])
  const logits = tf.tidy(() => classifier.logits(pixels))
  const values = await logits.data<'float32'>()
  tf.dispose([pixels, logits])
  classifier.dispose()
  return values
}

const reasonOf = async (bytes: Uint8Array): Promise<string> =>
  open(bytes).then(
    () => expect.fail('was opened'),
    (error: Error) => error.message,
  )

describe('an ONNX file', () => {
  beforeAll(() => prepareBackend('wasm'))

  it.each([
    ['float16', 10, numberToFloat16],
    ['bfloat16', 16, (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0]! >>> 16],
  ])('of %s is exported in the numbers that it has', async (_, dataType, encode) => {
    const bytes = await changed('resnet', (_model, graph) => {
      for (const tensor of graph.initializer) {
        if (tensor.dataType !== 1 || tensor.rawData.length <= 4) continue
        const values = new Float32Array(tensor.rawData.slice().buffer)
        Object.assign(tensor, { dataType, rawData: new Uint8Array(Uint16Array.from(values, encode).buffer) })
      }
    })
    const { checkpoint, classifier } = await open(bytes)
    classifier.dispose()
    const [file] = await exportedFiles(checkpoint.manifest, checkpoint.weights)
    const again = await open(file!.bytes)
    again.classifier.dispose()
    expect(readSafetensors(again.checkpoint.weights)).toEqual(readSafetensors(checkpoint.weights))
  })

  it('of a manifest with another number of channels is refused', async () => {
    const [bytes] = await onnxGoldenFiles('resnet')
    const { checkpoint, classifier } = await open(bytes!)
    classifier.dispose()
    const { architecture } = JSON.parse(checkpoint.manifest) as { architecture: { name: string } }
    const check = readArchitecture(architecture, (found, settings) => found.checkInput?.(settings, 32, 32, 1))
    await expect(check).rejects.toThrow(/"input.channels" is 1 where the network's first layer takes 3; correct it/)
  })

  it('is opened with its images and classes, and leaves no tensor when closed', async () => {
    const [file] = await onnxGoldenFiles('mobilenetv3')
    const before = tf.memory().numTensors
    const opened = await open(file!, 'folder/mobilenet.onnx')
    const { found, checkpoint } = opened
    expect(found.format).toMatch(/^ONNX file of opset 18, written by pytorch 2\./)
    expect(found.name).toBe('mobilenet')
    expect(found.sets[0].facts).toMatchObject({
      size: { value: 32, basis: 'found' },
      channels: { value: 3, basis: 'found' },
      outputs: { value: 'logits', basis: 'found' },
    })
    expect(found.sets[0].facts?.classes.value).toHaveLength(10)
    expect(found.sets[0].recognised?.title).toMatch(/^ONNX graph of \d+ nodes$/)
    expect([...readSafetensors(checkpoint.weights).keys()]).toContain('conv_stem.weight')
    expect((await logitsOf(opened)).every(Number.isFinite)).toBe(true)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('is written again with weights that are equal to the bit', async () => {
    const [file] = await onnxGoldenFiles('swin')
    const { checkpoint } = await open(file!)
    const weights = readSafetensors(checkpoint.weights)
    const [exported] = await exportedFiles(checkpoint.manifest, checkpoint.weights)
    const again = exported?.bytes ?? expect.fail()
    expect(readSafetensors((await open(again)).checkpoint.weights)).toEqual(weights)
    expectClose(await logitsOf(await open(again)), await logitsOf(await open(file!)), 0)
  })

  it('trains all but masks and the statistics of batch norms', async () => {
    const names = async (name: string) => {
      const { checkpoint } = await open((await onnxGoldenFiles(name))[0]!)
      return [...readSafetensors(checkpoint.weights).keys()]
    }
    const swin = await names('swin')
    const trained = trainedNames(swin, { lastStages: null, batchNormAffine: true })
    expect(swin.length - trained.length).toBeGreaterThan(0)
    expect(swin.filter((name) => !trained.includes(name)).every((name) => name.startsWith('constant/'))).toBe(true)
    expect(trained).toContain('layers.0.blocks.0.mlp.fc1.bias')
  })

  it.each(['Softmax', 'LogSoftmax'])('gives logits where it ends in a %s, and says so', async (opType) => {
    const ended = await changed('se-resnet', (_, graph) => {
      const output = graph.output[0]!
      graph.node.push(create(NodeProtoSchema, { opType, name: 'end', input: [output.name], output: ['probabilities'] }))
      output.name = 'probabilities'
    })
    const opened = await open(ended)
    expect(opened.found.sets[0].facts?.outputs.source).toMatch(
      new RegExp(`^The ${opType} at the graph’s end is left out`),
    )
    const [plain] = await onnxGoldenFiles('se-resnet')
    expectClose(await logitsOf(opened), await logitsOf(await open(plain!)), 0)
  })

  it('may normalise its images itself: that is neither learned nor repeated', async () => {
    const normalising = await changed('se-resnet', (_, graph) => {
      const image = graph.input[0]!.name
      for (const node of graph.node) node.input = node.input.map((name) => (name === image ? 'normalised' : name))
      const means = Float32Array.from([0.5, 0.4, 0.3])
      graph.initializer.push(
        create(TensorProtoSchema, {
          name: 'channel_means',
          dims: [1n, 3n, 1n, 1n],
          dataType: 1,
          rawData: new Uint8Array(means.buffer),
        }),
      )
      const node = create(NodeProtoSchema, {
        opType: 'Sub',
        name: 'less',
        input: [image, 'channel_means'],
        output: ['normalised'],
      })
      graph.node.unshift(node)
    })
    const { found, checkpoint } = await open(normalising)
    expect(found.sets[0].facts?.mean).toMatchObject({ value: [0, 0, 0], basis: 'found' })
    expect(found.sets[0].facts?.mean.source).toContain('less')
    expect([...readSafetensors(checkpoint.weights).keys()]).not.toContain('channel_means')
  })

  it('may define functions that call one another', async () => {
    const attribute = create(AttributeProtoSchema, { name: 'alpha', type: AttributeType.FLOAT, f: 0 })
    const given = create(AttributeProtoSchema, { name: 'alpha', type: AttributeType.FLOAT, refAttrName: 'slope' })
    const opsetImport = [create(OperatorSetIdProtoSchema, { domain: '', version: 18n })]
    const relu = (name: string, node: Parameters<typeof create<typeof NodeProtoSchema>>[1]) =>
      create(FunctionProtoSchema, {
        name,
        domain: 'own',
        input: ['x'],
        output: ['y'],
        attribute: ['slope'],
        node: [create(NodeProtoSchema, node)],
        opsetImport,
      } as never)
    const withFunctions = await changed('se-resnet', (model, graph) => {
      for (const node of graph.node) {
        if (node.opType !== 'Relu') continue
        Object.assign(node, { opType: 'Outer', domain: 'own', attribute: [{ ...attribute, name: 'slope' }] })
      }
      model.functions.push(
        relu('Outer', {
          opType: 'Inner',
          domain: 'own',
          input: ['x'],
          output: ['y'],
          attribute: [{ ...given, name: 'slope' }],
        }),
        relu('Inner', { opType: 'LeakyRelu', input: ['x'], output: ['y'], attribute: [given] }),
      )
    })
    const [plain] = await onnxGoldenFiles('se-resnet')
    expectClose(await logitsOf(await open(withFunctions)), await logitsOf(await open(plain!)), 1e-6)
  })

  it('is refused by name if it has an unsupported operator', async () => {
    const unknown = await changed('se-resnet', (_, graph) =>
      Object.assign(graph.node[3]!, { opType: 'NonMaxSuppression' }),
    )
    expect(await reasonOf(unknown)).toMatch(
      /^The ONNX graph's node "[^"]+" is of the operator "NonMaxSuppression", .+; export/,
    )
  })

  it('is refused if its weights are in another file, with a remedy', async () => {
    const external = await changed('se-resnet', (_, graph) => {
      Object.assign(graph.initializer[0]!, {
        dataLocation: TensorProto_DataLocation.EXTERNAL,
        rawData: new Uint8Array(),
      })
    })
    expect(await reasonOf(external)).toMatch(
      /in another file; choose both files together, export the model with external_data=False/,
    )
  })

  it('is opened with the file of its weights if both are given', async () => {
    const [whole] = await onnxGoldenFiles('se-resnet')
    const data: number[] = []
    const outside = await changed('se-resnet', (_, graph) => {
      for (const tensor of graph.initializer.filter(({ rawData }) => rawData.length > 64)) {
        const entries = { location: 'net.onnx.data', offset: `${data.length}`, length: `${tensor.rawData.length}` }
        data.push(...tensor.rawData)
        const externalData = Object.entries(entries).map(([key, value]) =>
          create(StringStringEntryProtoSchema, { key, value }),
        )
        Object.assign(tensor, {
          rawData: new Uint8Array(),
          dataLocation: TensorProto_DataLocation.EXTERNAL,
          externalData,
        })
      }
    })
    const read = async (bytes: Uint8Array) => {
      const files = [checkpointFile({ path: 'net.onnx', blob: blobOf(bytes) })]
      if (bytes === outside) files.push(checkpointFile({ path: 'net.onnx.data', blob: blobOf(Uint8Array.from(data)) }))
      const opened = await onnxFile.read(files[0]!, files, UNCONTROLLED)
      if (opened.kind !== 'found') return expect.fail()
      return (await opened.takeWeights(0, UNCONTROLLED)).described
    }
    expect(await read(outside)).toEqual(await read(whole!))
  })

  it.each([
    [
      'functions that call themselves',
      /without an end/,
      (model: ModelProto, graph: GraphProto) => {
        Object.assign(graph.node[1]!, { opType: 'Loop', domain: 'own' })
        const node = [0, 1].map(() =>
          create(NodeProtoSchema, { opType: 'Loop', domain: 'own', input: ['x'], output: ['y'] }),
        )
        model.functions.push(
          create(FunctionProtoSchema, { name: 'Loop', domain: 'own', input: ['x'], output: ['y'], node }),
        )
      },
    ],
    [
      'a tensor whose shape is not that of its numbers',
      /holds .+ numbers? where its shape/,
      (_: ModelProto, graph: GraphProto) => {
        graph.initializer[0]!.dims = [2n ** 40n]
      },
    ],
    [
      'a node whose input nothing makes',
      /which nothing before it makes/,
      (_: ModelProto, graph: GraphProto) => {
        graph.node[2]!.input[0] = 'nowhere'
      },
    ],
    [
      'an opset of tomorrow',
      /opset 99 where 9 to/,
      (model: ModelProto) => {
        model.opsetImport[0]!.version = 99n
      },
    ],
  ] as const)('is refused soon: %s', async (_, reason, change) => {
    const file = await changed('se-resnet', change as (model: ModelProto, graph: GraphProto) => void)
    expect(await cpuSeconds(async () => expect(await reasonOf(file)).toMatch(reason))).toBeLessThan(2)
  })

  it('is refused while it runs if it would take memory beyond any model', async () => {
    const huge = await changed('se-resnet', (_, graph) => {
      const image = graph.input[0]!.name
      for (const node of graph.node) node.input = node.input.map((name) => (name === image ? 'more' : name))
      const repeats = BigInt64Array.from([1n, 1n, 1_000_000n, 1_000_000n])
      graph.initializer.push(
        create(TensorProtoSchema, {
          name: 'repeats',
          dims: [4n],
          dataType: 7,
          rawData: new Uint8Array(repeats.buffer),
        }),
      )
      graph.node.unshift(
        create(NodeProtoSchema, { opType: 'Tile', name: 'huge', input: [image, 'repeats'], output: ['more'] }),
      )
    })
    const opened = await open(huge)
    await expect(logitsOf(opened)).rejects.toThrow(
      /^The ONNX graph's node "huge" \(Tile\) cannot be computed: .+too large; /,
    )
  })

  it.skipIf(!isShared('weights/resnet2b.onnx'))('published as ONNX gives the logits of the same as .pth', async () => {
    const models = await Promise.all(
      ['weights/resnet2b.onnx', 'weights/resnet2b.pth'].map((path) => openedModel(path, sharedFile(path), AS_IT_IS)),
    )
    const [byOnnx, byNames] = [await logitsOf(models[0]!), await logitsOf(models[1]!)]
    expectClose(byOnnx, byNames, 1e-5)
  })
})
