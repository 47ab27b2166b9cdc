/** @file Models whose files are wrong in every way. Each is a model, all of whose weights are read, or a sentence. */
import { crc32 } from 'node:zlib'
import { safetensorsContents } from '../../engine/checkpoints/formats/bareSafetensors'
import { onnxFile } from '../../engine/checkpoints/formats/onnxFile'
import { pytorchContents } from '../../engine/checkpoints/formats/pytorch'
import { tfjsModel } from '../../engine/checkpoints/formats/tfjsModel'
import type { CheckpointFile, OpenedCheckpoint } from '../../engine/checkpoints/formats/types'
import { openStateDicts } from '../../engine/checkpoints/stateDicts/open'
import type { CheckpointContents } from '../../engine/checkpoints/stateDicts/types'
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { zipOf } from '../../images/datasets/testArchives'
import type { DataFile } from '../../images/datasets/types'
import { checkpointFile } from '../../worker/models/checkpointFiles'
import { anyArchitecture } from '../anyArchitecture'
import { type CheckpointGolden, checkpointGoldens } from '../checkpointGoldens'
import { encodeSafetensors } from '../encodeSafetensors'
import { onnxGoldenFiles } from '../onnxFiles'
import { readTfjsGoldenFiles } from '../tfjsGoldens'
import { type MutatedFormat, mutateAll } from './changes'

/** The pickle within a zip, whose checksum is made right again. */
const mutatePickle: MutatedFormat['mutate'] = (zip, changes) =>
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

export async function mutatedCheckpoints(): Promise<ReadonlyMap<string, MutatedFormat>> {
  const goldens = await checkpointGoldens()
  const named = (...names: readonly string[]) => names.map((name) => (goldens.get(name) as CheckpointGolden).bytes)
  const safetensors = [...goldens.values()].slice(0, 3).map(({ tensors }) => new Uint8Array(encodeSafetensors(tensors)))
  const zips = named('cuda-zip.pth', 'zip-4.pth', 'state-zip-2.pth', 'module-zip.pth')
  const legacy = named('cuda-legacy.pth', 'legacy-2.pth', 'legacy-5.pth', 'old-tensors-legacy.pth')
  const torch = { mutate: mutateAll, read: readAllOf(pytorchContents) }
  return new Map<string, MutatedFormat>([
    ['the pickle of PyTorch’s zip format', { ...torch, seeds: zips, mutate: mutatePickle }],
    ['PyTorch’s zip format', { ...torch, seeds: zips }],
    ['PyTorch’s legacy format', { ...torch, seeds: legacy }],
    ['safetensors', { seeds: safetensors, mutate: mutateAll, read: readAllOf(safetensorsContents) }],
    ['ONNX', { seeds: await onnxSeeds(), mutate: mutateAll, read: readOnnx }],
    ['TensorFlow.js', await mutatedTfjs(takeAll)],
  ])
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => checkpointFile({ path: 'net.pth', blob: new Blob([bytes]) })

type ContentsOf = (file: CheckpointFile, control: JobControl) => Promise<CheckpointContents>

const readAllOf = (contents: ContentsOf) => async (bytes: Uint8Array<ArrayBuffer>) => {
  const file = fileOf(bytes)
  await takeAll(await openStateDicts(file.path, await contents(file, UNCONTROLLED), UNCONTROLLED, anyArchitecture()))
}

async function readOnnx(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = fileOf(bytes)
  await takeAll(await onnxFile.read(file, [file], UNCONTROLLED))
}

/** model.json beside its shard, of layers and of a graph, and what is done with a model that it still is. */
export async function mutatedTfjs(use: (opened: OpenedCheckpoint) => Promise<void>): Promise<MutatedFormat> {
  const goldens = await Promise.all(['keras3-nested', 'keras2-functional', 'graph'].map(readTfjsGoldenFiles))
  return {
    seeds: await Promise.all(
      goldens.map(async ([json]) => new Uint8Array(await (json as DataFile).blob.arrayBuffer())),
    ),
    mutate: mutateAll,
    async read(bytes) {
      const file = fileOf(bytes)
      const text = new TextDecoder().decode(bytes)
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
