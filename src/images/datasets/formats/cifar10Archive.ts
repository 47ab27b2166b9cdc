/** @file CIFAR-10 as its authors publish it: cifar-10-binary.tar.gz, or the .tar that Safari unpacks it to. */
import { CIFAR10_CLASSES } from '../../../classes/lists/small'
import { hasImageEnding } from '../../imageNames'
import { Refusal } from '../../refusal'
import { readPieces } from '../byteStreams'
import { Cifar10Batch, parseClassNames, Room, readBatch } from '../cifar10Records'
import { Cifar10Set } from '../cifar10Set'
import { MAX_CIFAR10_META_BYTES, MAX_UNPACKED_BYTES, MAX_UNPACKED_TIMES, MIN_UNPACKED_BYTES } from '../limits'
import { isTar, readTar, type TarEntry } from '../tar'
import type { DataSetFormat, OpenContext, ProbedFile } from './types'

const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b

export const cifar10Archive: DataSetFormat = {
  label: 'CIFAR-10 binary archive',
  isArchive: true,
  mayBe: (head) => isGzip(head) || isTar(head),

  async recognise([file, ...others]) {
    return file !== undefined && others.length === 0 && cifar10Archive.mayBe(await file.head(), file)
  },

  async open([file], context) {
    const archive = file as ProbedFile
    const { blob } = archive
    const { name, problems, control } = context
    const contents: Contents = { batches: [], classes: CIFAR10_CLASSES, room: new Room(), hasImages: false }
    try {
      const most = Math.min(MAX_UNPACKED_BYTES, MIN_UNPACKED_BYTES + MAX_UNPACKED_TIMES * blob.size)
      for await (const entry of readTar(readPieces(blob, isGzip(await archive.head()), control, most))) {
        await readEntry(entry, contents, context)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuseImages(contents)
      // Batches before the fault are still valid.
      if (!contents.batches.some(({ labels }) => labels.length > 0)) throw error
      problems.add(name, null, error.message)
    }
    refuseImages(contents)
    const { batches, classes } = contents
    if (batches.length === 0) throw new Refusal('has no binary batch of CIFAR-10; choose cifar-10-binary.tar.gz')
    return new Cifar10Set(name, cifar10Archive.label, classes, batches, problems)
  },
}

interface Contents {
  readonly batches: Cifar10Batch[]
  classes: readonly string[]
  readonly room: Room
  hasImages: boolean
}

function refuseImages({ batches, hasImages }: Contents): void {
  if (batches.length > 0 || !hasImages) return
  throw new Refusal('has images in a tar archive; unpack it and choose the folder, or pack it as a zip')
}

const WITHOUT_BYTES: Readonly<Record<NonNullable<TarEntry['insteadOfBytes']>, string>> = {
  link: 'is a link to another file of the archive, so it is left out; pack the file itself',
  holes: 'is packed without its zeros, so it is left out; pack it again without --sparse',
}

async function readEntry(
  { name, bytes, body, insteadOfBytes }: TarEntry,
  contents: Contents,
  { problems }: OpenContext,
): Promise<void> {
  const file = name.slice(name.lastIndexOf('/') + 1)
  if (file.startsWith('.')) return
  refuseRelatives(name, file)
  if (file === 'batches.meta.txt' && bytes <= MAX_CIFAR10_META_BYTES) {
    const classes = parseClassNames(await readText(body))
    if (classes === null)
      problems.add(file, null, 'does not name ten classes, so the usual names are taken; fetch the archive again')
    else contents.classes = classes
  } else if (/\.bin$/i.test(file) && insteadOfBytes !== null) {
    problems.add(file, null, WITHOUT_BYTES[insteadOfBytes])
  } else if (/\.bin$/i.test(file)) {
    const batch = new Cifar10Batch(file, contents.room)
    // Added before it is read, because the archive may break off in the middle of it.
    contents.batches.push(batch)
    if ((await readBatch(batch, body, problems)) !== null) return
    contents.batches.pop()
    problems.add(file, null, 'holds no records of CIFAR-10, so it is left out; fetch the archive again')
  } else if (hasImageEnding(file)) {
    contents.hasImages = true
  }
}

/** Refused at once, because reading to the end would take a while. */
function refuseRelatives(path: string, file: string): void {
  if (/^(data_batch_\d|test_batch)$/.test(file) || path.includes('cifar-10-batches-py/')) {
    throw new Refusal("is CIFAR-10's Python version; choose its binary version, cifar-10-binary.tar.gz")
  }
  if (/^(data_batch_\d|test_batch)\.mat$/.test(file)) {
    throw new Refusal("is CIFAR-10's Matlab version; choose its binary version, cifar-10-binary.tar.gz")
  }
  if (path.includes('cifar-100-')) throw new Refusal('is CIFAR-100; choose CIFAR-10, cifar-10-binary.tar.gz')
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of body) text += decoder.decode(piece, { stream: true })
  return text + decoder.decode()
}
