/** @file Reads data sets as far as Node can: everything but the decoding of pixels, which is the browser's. */
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { openHubDataSet } from '../../images/datasets/hub/openHubDataSet'
import { openDataSet } from '../../images/datasets/openDataSet'
import { dataFile } from '../../images/datasets/testArchives'
import type { DataSet } from '../../images/datasets/types'
import { IMAGE_HEAD } from '../../images/fileHeader'
import { Refusal } from '../../images/refusal'
import { pixels01 } from '../../units'
import { hubOf } from './hub'
import { unpackHere } from './unpackHere'

/** Reads a file's header, and makes black of its pixels. */
async function decode(file: Blob, name: string, { size }: { readonly size: number }) {
  try {
    IMAGE_HEAD.check(new Uint8Array(await file.slice(0, IMAGE_HEAD.bytes).arrayBuffer()))
  } catch (error) {
    throw error instanceof Refusal ? new Error(`"${name}" ${error.message}`) : error
  }
  return { image: { pixels: pixels01(new Float32Array(size * size * 3)), height: size, width: size } }
}
decode.head = IMAGE_HEAD

async function readAllImages(dataSet: DataSet, control: JobControl): Promise<void> {
  for await (const _ of dataSet.read([...dataSet.labels.keys()], { size: 4, batchSize: 64, control }));
}

/** Opens a file as a data set, and reads all of its images. */
export async function readSetFile(bytes: Uint8Array, control: JobControl = UNCONTROLLED): Promise<void> {
  await readAllImages(await openDataSet([dataFile('set', bytes)], { decode, control }), control)
}

/** Fetches a parquet file from a hub in memory, and reads all of its images. */
export async function readHubFile(bytes: Uint8Array<ArrayBuffer>, control: JobControl = UNCONTROLLED): Promise<void> {
  const source = { id: 'some/set', endpoint: 'https://hub.example' }
  const dataSet = await openHubDataSet(source, { decode, fetch: hubOf(bytes), unpacker: unpackHere, control })
  await readAllImages(dataSet, control)
}
