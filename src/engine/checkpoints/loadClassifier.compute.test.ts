import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { countOf } from '../../countOf'
import { prepareBackend } from '../../testing/backends'
import { type EncodedTensor, encodeSafetensors, splitSafetensors } from '../../testing/encodeSafetensors'
import { expectSentence, messageOf } from '../../testing/sentence'
import { resnet } from '../architectures/resnet/network'
import * as tf from '../tf'
import { MAX_MANIFEST_BYTES } from './limits'
import { loadClassifier, type ReadBytes } from './loadClassifier'

const ID = 'cifar10-resnet-gelu-natural'
const LOCATION = { id: ID, manifestUrl: 'manifest.json', weightsUrl: 'weights.safetensors' }

const readModelFile = (name: string) => {
  const bytes = readFileSync(new URL(`../../../models/${ID}/${name}`, import.meta.url))
  return new Uint8Array(bytes).buffer
}

const shippedManifest = new TextDecoder().decode(readModelFile(LOCATION.manifestUrl))
const shippedWeights = readModelFile(LOCATION.weightsUrl)

type Tensors = Map<string, EncodedTensor>

interface Files {
  // biome-ignore lint/suspicious/noExplicitAny: a manifest to be made wrong
  readonly manifest: any
  readonly weights: ArrayBuffer
}

const shipped = (): Files => ({ manifest: JSON.parse(shippedManifest), weights: shippedWeights })

/** The shipped model with other tensors, whose hash and length the manifest states. */
function withTensors(change: (tensors: Tensors) => void): Files {
  const tensors = splitSafetensors(shippedWeights)
  change(tensors)
  return withWeights(encodeSafetensors(tensors))
}

function withWeights(weights: ArrayBuffer): Files {
  const { manifest } = shipped()
  manifest.weights.bytes = weights.byteLength
  manifest.weights.sha256 = createHash('sha256').update(new Uint8Array(weights)).digest('hex')
  return { manifest, weights }
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest to be made wrong
function withManifest(change: (manifest: any) => void): Files {
  const files = shipped()
  change(files.manifest)
  return files
}

function load({ manifest, weights }: Files) {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  const files: Record<string, ArrayBuffer> = {
    [LOCATION.manifestUrl]: new TextEncoder().encode(text).buffer,
    [LOCATION.weightsUrl]: weights,
  }
  const readBytes: ReadBytes = async (_, url) => files[url]!
  return loadClassifier(LOCATION, readBytes)
}

const held = () => ({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers })

let before: ReturnType<typeof held>

beforeAll(() => prepareBackend('cpu'))
beforeEach(() => {
  before = held()
})
// Of every test, those that fail to load above all.
afterEach(() => {
  vi.restoreAllMocks()
  expect(held()).toEqual(before)
})

describe('an honest model', () => {
  it('loads, runs, and is freed to the last tensor', async () => {
    const classifier = await load(shipped())
    const logits = tf.tidy(() => classifier.logits(tf.fill([1, 32, 32, 3], 0.5)).dataSync())
    expect(logits).toHaveLength(10)
    expect(logits.every(Number.isFinite)).toBe(true)
    classifier.dispose()
  })

  it('loads whatever the order of its tensors', async () => {
    const files = withTensors((tensors) => {
      const [first, ...rest] = [...tensors]
      tensors.clear()
      for (const [name, tensor] of [...rest, first!]) tensors.set(name, tensor)
    })
    const classifier = await load(files)
    classifier.dispose()
  })

  it('is read within the limits of its manifest', async () => {
    const limits: Record<string, number> = {}
    const readBytes: ReadBytes = async (name, url, maxBytes) => {
      limits[name] = maxBytes
      return readModelFile(url)
    }
    const classifier = await loadClassifier(LOCATION, readBytes)
    classifier.dispose()
    expect(limits).toEqual({ manifest: MAX_MANIFEST_BYTES, weights: shippedWeights.byteLength })
  })
})

it.each<[lie: string, files: () => Files, ...parts: string[]]>([
  ['no JSON', () => ({ ...shipped(), manifest: '<!doctype html>' }), 'manifest is not JSON'],
  ['another id', () => withManifest((manifest) => (manifest.id = 'another')), 'field "id"', 'another', ID],
  ['no architecture', () => withManifest((manifest) => delete manifest.architecture), 'field "architecture"'],
  [
    'an unknown architecture',
    () => withManifest(({ architecture }) => (architecture.name = 'vgg')),
    'field "architecture.name" is "vgg"',
    'resnet',
  ],
  [
    'an architecture of any object',
    () => withManifest(({ architecture }) => (architecture.name = 'constructor')),
    'field "architecture.name"',
  ],
  [
    'an unknown activation',
    () => withManifest(({ architecture }) => (architecture.activation = 'swish')),
    'field "architecture.activation" is "swish"',
    'gelu',
  ],
  [
    'an unknown stem',
    () => withManifest(({ architecture }) => (architecture.stem = 'large')),
    'field "architecture.stem" is "large"',
  ],
  [
    'no widths',
    () => withManifest(({ architecture }) => delete architecture.widths),
    'field "architecture.widths" is missing',
  ],
  [
    'fewer depths than widths',
    () => withManifest(({ architecture }) => architecture.depths.pop()),
    'field "architecture.depths"',
    'widths',
  ],
  [
    'a width of zero',
    () => withManifest(({ architecture }) => (architecture.widths[1] = 0)),
    'field "architecture.widths.1" is 0',
  ],
  [
    'other widths',
    () => withManifest(({ architecture }) => (architecture.widths[0] = 64)),
    'tensor "conv1.weight"',
    '[32, 3, 3, 3]',
    'field "architecture"',
    '[64, 3, 3, 3]',
  ],
  [
    'more depth',
    () => withManifest(({ architecture }) => (architecture.depths[2] = 2)),
    'lacks the tensor "layer3.1.conv1.weight"',
    'field "architecture"',
  ],
  ['more classes', () => withManifest(({ classes }) => classes.push('heron')), 'tensor "fc.weight"', '[11, 128]'],
  [
    'another hash',
    () => withManifest(({ weights }) => (weights.sha256 = '0'.repeat(64))),
    'field "weights.sha256"',
    '000000000000',
  ],
  ...[
    [48, 32],
    [32, 33],
  ].map(
    ([width, height]) =>
      [
        `an oblong input of ${width} × ${height}`,
        () => withManifest(({ input }) => Object.assign(input, { width, height })),
        `${width} × ${height} pixels`,
        'choose a model whose input is square',
      ] as [string, () => Files, ...string[]],
  ),
  ['one class', () => withManifest((manifest) => (manifest.classes = ['cat'])), 'field "classes"'],
  ['four channels', () => withManifest(({ input }) => (input.channels = 4)), 'field "input.channels" is 4'],
  ['a deviation of 0', () => withManifest(({ input }) => (input.std[1] = 0)), 'field "input.std.1" is 0'],
  ['a huge input', () => withManifest(({ input }) => (input.height = 4096)), 'field "input.height" is 4096'],
  ['a name of spaces', () => withManifest((manifest) => (manifest.name = ' \u200b ')), 'field "name"'],
  ['a class without a name', () => withManifest(({ classes }) => (classes[3] = ' ')), 'field "classes.3"'],
  ['a data set of a long name', () => withManifest((manifest) => (manifest.data = 'x'.repeat(201))), 'field "data"'],
  ['more bytes', () => withManifest(({ weights }) => weights.bytes++), 'field "weights.bytes"'],
  ['fewer bytes', () => withManifest(({ weights }) => weights.bytes--), 'field "weights.bytes"'],
  [
    'another number format',
    () => withManifest(({ weights }) => (weights.dtype = 'bfloat16')),
    'stored as float16',
    'field "weights.dtype"',
  ],
])('refuses a manifest of %s', async (_, files, ...parts) => {
  expectSentence(await messageOf(() => load(files())), ...parts)
})

it.each<[lie: string, files: () => Files, ...parts: string[]]>([
  ['without a tensor', () => withTensors((tensors) => tensors.delete('bn1.running_var')), '"bn1.running_var"', 'lacks'],
  [
    'with one too many',
    () => withTensors((tensors) => tensors.set('head.bias', tensors.get('fc.bias')!)),
    '"head.bias"',
    'field "architecture"',
  ],
  [
    'with a tensor "__proto__"',
    () => withTensors((tensors) => tensors.set('__proto__', tensors.get('fc.bias')!)),
    '"__proto__"',
  ],
  [
    'with a negative variance',
    () =>
      withTensors((tensors) => {
        const { bytes, ...rest } = tensors.get('bn1.running_var')!
        // Of binary16, the sign's.
        tensors.set('bn1.running_var', { ...rest, bytes: bytes.map((byte, i) => (i === 1 ? byte | 0x80 : byte)) })
      }),
    'tensor "bn1.running_var"',
    'negative variance',
  ],
  [
    'with axes swapped',
    () => withTensors((tensors) => tensors.set('fc.weight', { ...tensors.get('fc.weight')!, shape: [128, 10] })),
    'tensor "fc.weight"',
    '[128, 10]',
    '[10, 128]',
  ],
  [
    'of unknown numbers',
    () => withTensors((tensors) => tensors.set('fc.bias', { ...tensors.get('fc.bias')!, dtype: 'I16' })),
    'tensor "fc.bias"',
    'I16',
  ],
  [
    'of mixed numbers',
    () => withTensors((tensors) => tensors.set('fc.bias', { ...tensors.get('fc.bias')!, dtype: 'BF16' })),
    'tensor "fc.bias"',
    'bfloat16',
  ],
  // Bytes of binary16: quiet NaN and infinity.
  ['with NaN', () => withNumber('layer2.0.bn1.weight', 0x7e00), 'tensor "layer2.0.bn1.weight"', 'not finite'],
  ['with infinity', () => withNumber('fc.bias', 0xfc00), 'tensor "fc.bias"', 'not finite'],
])('refuses a weights file %s', async (_, files, ...parts) => {
  expectSentence(await messageOf(() => load(files())), ...parts)
})

function withNumber(name: string, bits: number): Files {
  return withTensors((tensors) => {
    const tensor = tensors.get(name)!
    const bytes = tensor.bytes.slice()
    new DataView(bytes.buffer).setUint16(4, bits, true)
    tensors.set(name, { ...tensor, bytes })
  })
}

describe('a weights file cut short', () => {
  const cuts = [0, 1, 7, 8, 100, 5000, 5400, shippedWeights.byteLength >> 1, shippedWeights.byteLength - 1]

  it.each(cuts)('to %i bytes is recognised by its length', async (length) => {
    const files = { ...shipped(), weights: shippedWeights.slice(0, length) }
    expectSentence(
      await messageOf(() => load(files)),
      'field "weights.bytes"',
      `has ${countOf(length, 'byte')}`,
      'cut short',
    )
  })

  it.each(cuts.slice(1))('to %i bytes is recognised by its header, if the manifest agrees', async (length) => {
    const message = await messageOf(() => load(withWeights(shippedWeights.slice(0, length))))
    expectSentence(message, 'weights file', 'cut short')
  })

  it('to nothing cannot match any manifest', async () => {
    expectSentence(await messageOf(() => load(withWeights(new ArrayBuffer(0)))), 'field "weights.bytes" is 0')
  })
})

it('refuses a weights file with one flipped bit', async () => {
  const weights = shippedWeights.slice(0)
  const bytes = new Uint8Array(weights)
  bytes[bytes.length - 1]! ^= 1
  expectSentence(await messageOf(() => load({ ...shipped(), weights })), 'field "weights.sha256"')
})

it('requests nothing after a wrong manifest', async () => {
  const asked: string[] = []
  const readBytes: ReadBytes = async (name) => {
    asked.push(name)
    return new TextEncoder().encode('{}').buffer
  }
  await messageOf(() => loadClassifier(LOCATION, readBytes))
  expect(asked).toEqual(['manifest'])
})

describe('a failure after tensors were made', () => {
  it('of the architecture frees them', async () => {
    vi.spyOn(resnet, 'prepare').mockImplementationOnce((parameters) => {
      tf.clone(parameters.get('fc.bias')!)
      throw new Error('out of memory')
    })
    expect(await messageOf(() => load(shipped()))).toBe('out of memory')
  })

  /** Loads, and has the backend fail at one of its tensors; how many it came to. */
  async function loadUntil(failing: number): Promise<number> {
    const backend = tf.backend()
    const write = backend.write.bind(backend)
    let written = 0
    vi.spyOn(backend, 'write').mockImplementation((...args) => {
      if (++written === failing) throw new Error('out of memory')
      return write(...args)
    })
    const classifier = await load(shipped())
    classifier.dispose()
    return written
  }

  it('of the backend frees them, from the first to the last', async () => {
    const count = await loadUntil(Number.POSITIVE_INFINITY)
    expect(count).toBeGreaterThan(50)
    for (const failing of [1, 10, count - 1, count]) {
      vi.restoreAllMocks()
      expect(await messageOf(() => loadUntil(failing))).toBe('out of memory')
      expect(held()).toEqual(before)
    }
  })
})
