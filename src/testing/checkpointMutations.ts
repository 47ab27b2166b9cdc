/** @file Checkpoints that are wrong in every way, for tests in which each is a model or a sentence, soon. */
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect } from 'vitest'
import { safetensorsContents } from '../engine/checkpoints/formats/bareSafetensors'
import { onnxFile } from '../engine/checkpoints/formats/onnxFile'
import { pytorchContents } from '../engine/checkpoints/formats/pytorch'
import { tfjsModel } from '../engine/checkpoints/formats/tfjsModel'
import type { CheckpointFile, OpenedCheckpoint } from '../engine/checkpoints/formats/types'
import { openStateDicts } from '../engine/checkpoints/stateDicts/open'
import type { CheckpointContents } from '../engine/checkpoints/stateDicts/types'
import { type JobControl, UNCONTROLLED } from '../engine/jobControl'
import { zipOf } from '../images/datasets/testArchives'
import type { DataFile } from '../images/datasets/types'
import { checkpointFile } from '../worker/models/checkpointFiles'
import { anyArchitecture } from './anyArchitecture'
import { checkpointGoldens } from './checkpointGoldens'
import { encodeSafetensors } from './encodeSafetensors'
import { onnxGoldenFiles } from './onnxFiles'
import { measureSpending } from './spent'
import { readTfjsGoldenFiles } from './tfjsGoldens'

/** Where a byte, or a run of them, is changed. Positions are shares of the file's length. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.integer({ min: 0, max: 255 }),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('delete' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    count: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    count: fc.integer({ min: 1, max: 64 }),
    times: fc.integer({ min: 1, max: 8 }),
  }),
)
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

function changed(bytes: Uint8Array, one: Change): Uint8Array {
  const at = Math.floor(one.at * bytes.length)
  const [before, after] = [[...bytes.subarray(0, at)], [...bytes.subarray(at)]]
  switch (one.kind) {
    case 'set':
      return Uint8Array.from([...before, one.to, ...after.slice(1)])
    case 'insert':
      return Uint8Array.from([...before, ...one.bytes, ...after])
    case 'delete':
      return Uint8Array.from([...before, ...after.slice(one.count)])
    case 'cut':
      return Uint8Array.from(before)
    case 'repeat':
      return Uint8Array.from([
        ...before,
        ...Array.from({ length: one.times }, () => after.slice(0, one.count)).flat(),
        ...after,
      ])
  }
}

/** A format, how a file of it is mutated, and how it is read. */
interface Mutated {
  readonly seeds: readonly Uint8Array[]
  /** Of the whole file, or of the part of it that says what the rest is. */
  readonly mutate: (file: Uint8Array, changes: readonly Change[]) => Uint8Array
  /** Reads the file, and all weights of the models that it holds. */
  readonly read: (file: CheckpointFile) => Promise<void>
}

const mutateAll: Mutated['mutate'] = (file, changes) => changes.reduce(changed, file)

/** The pickle within a zip, whose checksum is made right again. */
const mutatePickle: Mutated['mutate'] = (zip, changes) =>
  zipOf(
    storedIn(zip).map(({ name, bytes }) => {
      const packed = new Uint8Array(name.endsWith('data.pkl') ? mutateAll(bytes, changes) : bytes)
      return { name, packed, size: packed.length, crc32: crc32(packed) }
    }),
  )

/** The files of a zip that packs nothing, by its local headers. */
function storedIn(zip: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length)
  const count = view.getUint16(zip.length - 12, true)
  let at = view.getUint32(zip.length - 6, true)
  return Array.from({ length: count }, () => {
    const [size, nameLength] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)]
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return { name, bytes: zip.slice(start, start + size) }
  })
}

export async function mutatedFormats(): Promise<ReadonlyMap<string, Mutated>> {
  const goldens = await checkpointGoldens()
  const named = (...names: readonly string[]) => names.map((name) => goldens.get(name)?.bytes ?? expect.fail(name))
  const safetensors = [...goldens.values()].slice(0, 3).map(({ tensors }) => new Uint8Array(encodeSafetensors(tensors)))
  const zips = named('cuda-zip.pth', 'zip-4.pth', 'state-zip-2.pth', 'module-zip.pth')
  const legacy = named('cuda-legacy.pth', 'legacy-2.pth', 'legacy-5.pth', 'old-tensors-legacy.pth')
  return new Map<string, Mutated>([
    ['the pickle of PyTorch’s zip format', { seeds: zips, mutate: mutatePickle, read: readAllOf(pytorchContents) }],
    ['PyTorch’s zip format', { seeds: zips, mutate: mutateAll, read: readAllOf(pytorchContents) }],
    ['PyTorch’s legacy format', { seeds: legacy, mutate: mutateAll, read: readAllOf(pytorchContents) }],
    ['safetensors', { seeds: safetensors, mutate: mutateAll, read: readAllOf(safetensorsContents) }],
    ['ONNX', { seeds: await onnxSeeds(), mutate: mutateAll, read: readOnnx }],
    ['TensorFlow.js', await mutatedTfjs(takeAll)],
  ])
}

const LIMIT_MS = 2000
/** What Node and the test take by the way. */
const MEMORY_BESIDE_MB = 256

/** Reads `runs` mutations of each seed's format; every one is a model, all of whose weights are read, or a sentence. */
export async function checkMutations({ seeds, mutate, read }: Mutated, runs: number): Promise<void> {
  const spentOnAll = measureSpending()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (seed, changes) => {
        const file = checkpointFile({ path: 'net.pth', blob: new Blob([new Uint8Array(mutate(seed, changes))]) })
        const spent = measureSpending()
        const error = await read(file).catch((thrown: unknown) => thrown)
        expect(spent().ms).toBeLessThan(LIMIT_MS)
        if (error !== undefined) expectReason(error)
      },
    ),
    { numRuns: runs },
  )
  expect(spentOnAll().megabytes).toBeLessThan(MEMORY_BESIDE_MB)
}

type ContentsOf = (file: CheckpointFile, control: JobControl) => Promise<CheckpointContents>

const readAllOf = (contents: ContentsOf) => async (file: CheckpointFile) =>
  takeAll(await openStateDicts(file.path, await contents(file, UNCONTROLLED), UNCONTROLLED, anyArchitecture()))

const readOnnx = async (file: CheckpointFile) => takeAll(await onnxFile.read(file, [file], UNCONTROLLED))

/** model.json beside its shard, of layers and of a graph, and what is done with a model that it still is. */
export async function mutatedTfjs(use: (opened: OpenedCheckpoint) => Promise<void>): Promise<Mutated> {
  const goldens = await Promise.all(['keras3-nested', 'keras2-functional', 'graph'].map(readTfjsGoldenFiles))
  return {
    seeds: await Promise.all(
      goldens.map(async ([json]) => new Uint8Array(await (json as DataFile).blob.arrayBuffer())),
    ),
    mutate: mutateAll,
    async read(file) {
      const text = new TextDecoder().decode(await file.load(Number.POSITIVE_INFINITY, UNCONTROLLED))
      // Of which seed it is shows in the names of its weights.
      const of = text.includes('StatefulPartitionedCall') ? 2 : text.includes('keras v3') ? 0 : 1
      await use(await tfjsModel.read(file, [file, ...(goldens[of] ?? []).map(checkpointFile)], UNCONTROLLED))
    },
  }
}

async function takeAll(opened: OpenedCheckpoint): Promise<void> {
  if (opened.kind !== 'found') return
  for (const [index, { recognised }] of opened.found.sets.entries()) {
    if (recognised !== null) await opened.takeWeights(index, UNCONTROLLED)
  }
}

/** By both of PyTorch's exporters, with a mask, branches and functions of their own between them. */
const onnxSeeds = () =>
  Promise.all(
    ['layers-attention', 'se-resnet', 'layers-parts'].map(
      async (name) => (await onnxGoldenFiles(name))[0] as Uint8Array,
    ),
  )

/** A sentence with a remedy, and no fault of the code's own, such as a TypeError. */
function expectReason(error: unknown): void {
  const { name, message, stack } = error as Error
  expect(['Error', 'Refusal'], stack).toContain(name)
  expect(message).toMatch(/^["“A-Z][^\n]{10,500}; [a-z][^;\n]+$/)
}
