/** @file Data sets whose files are wrong in every way. */
import { gunzipSync } from 'node:zlib'
import { bytesOf, cifar10Record, joined, TAR_END, tarEntry } from '../../images/datasets/testArchives'
import { readHubFile, readSetFile } from '../bombs/dataSets'
import { readRepositoryFile } from '../goldens'
import { type MutatedFormat, mutateAll } from './changes'

const FIXTURES = 'src/images/datasets/fixtures'
const fixture = async (name: string) => new Uint8Array(await readRepositoryFile(`${FIXTURES}/${name}`))

export async function mutatedDataSets(): Promise<ReadonlyMap<string, MutatedFormat>> {
  const batch = joined(...Array.from({ length: 5 }, (_, label) => cifar10Record(label, label)))
  const tars = [
    joined(tarEntry('a/data_batch_1.bin', batch), tarEntry('a/batches.meta.txt', bytesOf('cat\n')), TAR_END),
    ...(await Promise.all(['long-names-pax.tar.gz', 'long-names-gnu.tar.gz'].map(fixture))).map((packed) =>
      joined(new Uint8Array(gunzipSync(packed))),
    ),
  ]
  const encodings = JSON.parse(new TextDecoder().decode(await fixture('hub/encodings.json'))).files
  const parquet = [
    ...Object.values<string>(encodings).map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    await fixture('hub/train-0.parquet'),
  ]
  const set = { mutate: mutateAll, read: readSetFile }
  return new Map<string, MutatedFormat>([
    ['zip of images', { ...set, seeds: [await fixture('pictures.zip')] }],
    ['tar.gz of CIFAR-10', { ...set, seeds: [await fixture('cifar-10-binary.tar.gz')] }],
    ['tar', { ...set, seeds: tars }],
    ['batch of CIFAR-10', { ...set, seeds: [batch] }],
    ['parquet of the hub', { seeds: parquet, mutate: mutateAll, read: readHubFile }],
  ])
}
