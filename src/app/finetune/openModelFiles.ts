/** @file Finds a model's two files in what a person gave: alone, in a folder, or in a zip. */
import type { TrainedFiles } from '../../engine/training/types'
import type { DataFile } from '../../pictures/datasets/types'

const MANIFEST = 'manifest.json'
const WEIGHTS = 'weights.safetensors'
/** As the engine bounds them. */
const MOST_BYTES: Readonly<Record<string, number>> = { [MANIFEST]: 1024 * 1024, [WEIGHTS]: 512 * 1024 * 1024 }

/** Throws one sentence where they are not a model. What is in them is checked when the model is loaded. */
export async function readModelFiles(files: readonly DataFile[]): Promise<{ readonly id: string } & TrainedFiles> {
  const [file] = files
  const all = files.length === 1 && file?.path.endsWith('.zip') ? await unzip(file.blob) : files
  const manifest = await (await find(all, MANIFEST)).text()
  const weights = await (await find(all, WEIGHTS)).arrayBuffer()
  return { id: idOf(manifest), manifest, weights }
}

async function find(files: readonly DataFile[], name: string): Promise<Blob> {
  const found = files.find(({ path }) => path === name || path.endsWith(`/${name}`))
  if (found === undefined) throw new Error(`There is no ${name} among the files; choose a model's folder or its zip.`)
  const most = MOST_BYTES[name] as number
  if (found.blob.size > most) throw new Error(`${name} has ${found.blob.size} bytes; at most ${most} are read.`)
  return found.blob
}

function idOf(manifest: string): string {
  let id: unknown
  try {
    id = (JSON.parse(manifest) as { id?: unknown } | null)?.id
  } catch {
    throw new Error(`${MANIFEST} is not JSON; export the model again.`)
  }
  if (typeof id === 'string' && /^[a-z0-9][a-z0-9-]{0,79}$/.test(id)) return id
  throw new Error(`The field "id" of ${MANIFEST} is no id of a model; export the model again.`)
}

/** The model's two files of a zip, whatever else is in it. */
async function unzip(blob: Blob): Promise<DataFile[]> {
  const { BlobReader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  const files: DataFile[] = []
  try {
    for await (const entry of new ZipReader(new BlobReader(blob), { useWebWorkers: false }).getEntriesGenerator()) {
      const name = entry.filename.slice(entry.filename.lastIndexOf('/') + 1)
      const most = MOST_BYTES[name]
      if (entry.directory || most === undefined || entry.uncompressedSize > most) continue
      const pieces: Uint8Array<ArrayBuffer>[] = []
      await entry.getData(new WritableStream({ write: (piece: Uint8Array<ArrayBuffer>) => void pieces.push(piece) }))
      files.push({ path: entry.filename, blob: new Blob(pieces) })
    }
  } catch (error) {
    throw new Error(`The zip can not be read (${(error as Error).message}); pack the model again.`)
  }
  return files
}
