/** @file All bombs: small files that would cost seconds and gigabytes if their readers believed what they claim. */
import { openHubDataSet } from '../../images/datasets/hub/openHubDataSet'
import { openDataSet } from '../../images/datasets/openDataSet'
import { dataFile, readAll } from '../../images/datasets/testArchives'
import { IMAGE_HEAD } from '../../images/fileHeader'
import { Refusal } from '../../images/refusal'
import { pixels01 } from '../../units'
import { tarBombs, zipBombs } from './archives'
import { hubOf } from './hub'
import { outcomeOf } from './outcome'
import { type BytesBomb, parquetBombs } from './parquet'
import { unpackHere } from './unpackHere'

export interface BombFamily {
  readonly kind: string
  /** @param scale 1 is the size in which they were found, or nearly so */
  readonly bombs: (scale: number) => readonly BytesBomb[]
  /** Reads the file, and all that it holds. "read", or the sentence that says why not. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
}

/** Reads a file's header, as far as Node can, and makes grey of its pixels. */
async function decodeHeader(file: Blob, name: string, { size }: { readonly size: number }) {
  try {
    IMAGE_HEAD.check(new Uint8Array(await file.slice(0, IMAGE_HEAD.bytes).arrayBuffer()))
  } catch (error) {
    throw error instanceof Refusal ? new Error(`"${name}" ${error.message}`) : error
  }
  return { image: { pixels: pixels01(new Float32Array(size * size * 3)), height: size, width: size } }
}
decodeHeader.head = IMAGE_HEAD

const readDataSet = (bytes: Uint8Array) =>
  outcomeOf(async () => readAll(await openDataSet([dataFile('set', bytes)], { decode: decodeHeader }), 4))

const readHub = (bytes: Uint8Array<ArrayBuffer>) =>
  outcomeOf(async () => {
    const source = { id: 'some/set', endpoint: 'https://hub.example' }
    const options = { decode: decodeHeader, fetch: hubOf(bytes), unpacker: unpackHere }
    await readAll(await openHubDataSet(source, options), 4)
  })

export const BOMB_FAMILIES: readonly BombFamily[] = [
  { kind: 'parquet', bombs: parquetBombs, read: readHub },
  { kind: 'tar.gz', bombs: tarBombs, read: readDataSet },
  { kind: 'zip', bombs: zipBombs, read: readDataSet },
]
