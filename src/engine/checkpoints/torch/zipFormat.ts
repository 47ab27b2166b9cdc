/** @file PyTorch's format since 1.6: a zip of a pickle, `data.pkl`, and of a file for each storage, `data/0`. */

import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import { folderNameOf } from '../formats/fileNames'
import type { CheckpointFile } from '../formats/types'
import { MAX_MODEL_ZIP_FILES, MAX_PICKLE_BYTES, MAX_PICKLED_TEXT_BYTES } from '../limits'
import type { StorageReference } from '../pickle/values'
import { checkAgainstFile } from '../stateDicts/takeWeights'
import { readPickle } from './readPickle'
import type { TorchFile } from './types'

const PICKLE = 'data.pkl'

/** The files that PyTorch may write first, in a folder of any name; TorchScript programs included. */
const FIRST_ENTRY = /^[^/]+\/(data\.pkl$|\.format_version$|\.data\/|byteorder$|constants\.pkl$|data\/\d+$)/

/** Whether a file begins like such a zip. */
export function beginsLikeTorchZip(head: Uint8Array): boolean {
  const [p, k, third, fourth] = head
  if (p !== 0x50 || k !== 0x4b || third !== 3 || fourth !== 4 || head.length < 30) return false
  const nameBytes = new DataView(head.buffer, head.byteOffset).getUint16(26, true)
  const name = new TextDecoder().decode(head.subarray(30, 30 + nameBytes))
  return FIRST_ENTRY.test(name)
}

export async function openTorchZip(file: CheckpointFile, control: JobControl): Promise<TorchFile> {
  const files = byPath(await file.entries(MAX_MODEL_ZIP_FILES, control))
  const [pickle] = [...files.values()].filter(({ path }) => path === PICKLE || path.endsWith(`/${PICKLE}`))
  if (pickle === undefined)
    throw new Error(`The zip holds no ${PICKLE}, so it is no checkpoint of PyTorch; choose another.`)
  const folder = folderNameOf(pickle.path)
  if ([...files.keys()].some((path) => path.startsWith(`${folder}code/`))) {
    throw new Error(
      'The file is a TorchScript program; load it in PyTorch with torch.jit.load, and save its state_dict() or export it to ONNX.',
    )
  }
  const bytes = new Uint8Array(await pickle.load(MAX_PICKLE_BYTES, control))
  const { value, inertNames } = readPickle(bytes, 0)
  const byteOrder = await files.get(`${folder}byteorder`)?.load(MAX_PICKLED_TEXT_BYTES, control)
  return {
    format: 'PyTorch checkpoint (zip format)',
    value,
    inertNames,
    isLittleEndian: byteOrder === undefined || new TextDecoder().decode(byteOrder) !== 'big',
    async storageBytes(storage, type, reading) {
      checkAgainstFile(storage.length * type.size, file.size)
      return readStorage(files, folder, storage, type, reading)
    },
  }
}

async function readStorage(
  files: ReadonlyMap<string, CheckpointFile>,
  folder: string,
  { key, length }: StorageReference,
  type: ElementType,
  control: JobControl,
): Promise<Uint8Array> {
  const place = files.get(`${folder}data/${key}`) ?? files.get(`${folder}tensors/${key}`)
  if (place === undefined) {
    throw new Error(`The zip lacks the numbers ${quoteValue(`data/${key}`)}; fetch it again or export the model again.`)
  }
  const bytes = length * type.size
  const found = new Uint8Array(await place.load(bytes, control))
  if (found.length === bytes) return found
  throw new Error(
    `The zip has ${countOf(found.length, 'byte')} for its numbers ${quoteValue(`data/${key}`)} where its pickle says ${bytes.toLocaleString('en')}; fetch it again or export the model again.`,
  )
}

/** Throws one sentence if two files share a name, since the intended one is unknown. */
function byPath(entries: readonly CheckpointFile[]): Map<string, CheckpointFile> {
  const files = new Map(entries.map((entry) => [entry.path, entry]))
  if (files.size === entries.length) return files
  throw new Error('The zip holds several files of one name; store the model again with torch.save.')
}
