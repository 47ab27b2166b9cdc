/** @file CIFAR-10's binary batches as plain files, such as test_batch.bin or the unpacked folder. */
import { CIFAR10_CLASSES } from '../../../classes/lists/small'
import { JobCancelled, type JobControl } from '../../../engine/jobControl'
import { Refusal } from '../../refusal'
import { readPieces } from '../byteStreams'
import { Cifar10Batch, isCifar10Batch, parseClassNames, Room, readBatch } from '../cifar10Records'
import { Cifar10Set } from '../cifar10Set'
import { MAX_CIFAR10_FILES } from '../limits'
import type { Problems } from '../problems'
import type { DataSetFormat, ProbedFile } from './types'

const baseName = ({ path }: ProbedFile) => path.slice(path.lastIndexOf('/') + 1)

export const cifar10Batches: DataSetFormat = {
  label: 'CIFAR-10 binary batches',
  mayBe: (head, { path, blob }) => isCifar10Batch(path, blob.size, head),

  async recognise(files) {
    return files.length <= MAX_CIFAR10_FILES && (await findBatches(files)).length > 0
  },

  async open(files, { name, problems, control }) {
    const batches: Cifar10Batch[] = []
    const room = new Room()
    const found = await findBatches(files)
    const bytes = found.reduce((sum, { blob }) => sum + blob.size, 0)
    for (const file of files) if (isNamedBatch(file) && !found.includes(file)) tellNoBatch(file, problems)
    let before = 0
    for (const file of found) {
      const part = { checkpoint: (step: number) => control.checkpoint(before + step, bytes) }
      const batch = await readFile(file, part, problems, room)
      if (batch !== null) batches.push(batch)
      before += file.blob.size
    }
    return new Cifar10Set(name, cifar10Batches.label, await readClasses(files, problems), batches, problems)
  },
}

const isNamedBatch = ({ path }: ProbedFile) => /\.bin$/i.test(path)

function tellNoBatch(file: ProbedFile, problems: Problems): void {
  problems.add(baseName(file), null, 'holds no records of CIFAR-10, so it is left out; fetch it again')
}

async function findBatches(files: readonly ProbedFile[]): Promise<ProbedFile[]> {
  const found: ProbedFile[] = []
  for (const file of files) {
    if (cifar10Batches.mayBe(await file.head(), file)) found.push(file)
  }
  return found
}

async function readFile(
  file: ProbedFile,
  control: JobControl,
  problems: Problems,
  room: Room,
): Promise<Cifar10Batch | null> {
  const batch = new Cifar10Batch(baseName(file), room)
  try {
    const read = await readBatch(batch, readPieces(file.blob, false, control), problems)
    if (read === null) tellNoBatch(file, problems)
    return read
  } catch (error) {
    if (error instanceof JobCancelled || !(error instanceof Refusal)) throw error
    problems.add(baseName(file), null, error.message)
    return batch
  }
}

async function readClasses(files: readonly ProbedFile[], problems: Problems): Promise<readonly string[]> {
  const file = files.find((candidate) => baseName(candidate) === 'batches.meta.txt')
  if (file === undefined) return CIFAR10_CLASSES
  const classes = parseClassNames(new TextDecoder().decode(await file.head()))
  if (classes !== null) return classes
  problems.add(baseName(file), null, 'does not name ten classes, so the usual names are taken; fetch it again')
  return CIFAR10_CLASSES
}
