import { byCount, countOf } from '../../../countOf'
import { quoteName, seen } from '../../../quote'
import type { CheckpointContents, StateDict } from '../stateDicts/types'
import { lazyTensor } from './lazyTensor'
import { classesIn, numbersIn, type SavedStateDict, stateDictsIn } from './savedValue'
import type { TorchFile } from './types'

/** The largest number of values beside the weights, which a manifest keeps. */
const MAX_NUMBERS = 64
/** The number of unknown classes that are named. */
const NAMED_CLASSES = 8

/** @throws Error with one sentence if it contains no tensors */
export function contentsOfTorch(file: TorchFile, fileBytes: number): CheckpointContents {
  const saved = stateDictsIn(file.value)
  if (saved.length === 0) {
    throw new Error(
      'The checkpoint holds no tensors under names, so it is no state dict; load it in PyTorch and save its model.state_dict(), or export the model to ONNX.',
    )
  }
  const { stateDicts, unread } = readable(file, saved)
  return {
    format: file.format,
    stateDicts,
    published: numbersIn(file.value, MAX_NUMBERS),
    classes: classesIn(file.value),
    fileBytes,
    notes: [...inertNote(file.inertNames), ...unread],
  }
}

function readable(file: TorchFile, saved: readonly SavedStateDict[]) {
  const unread: string[] = []
  const stateDicts = saved.map(({ name, tensors }): StateDict => {
    const read: StateDict['tensors'] & Map<string, NonNullable<ReturnType<typeof lazyTensor>>> = new Map()
    for (const [key, reference] of tensors) {
      const tensor = lazyTensor(file, reference)
      if (tensor === undefined) unread.push(`The tensor ${quoteName(key)} is of a kind that is not read here.`)
      else read.set(key, tensor)
    }
    return { name, tensors: read }
  })
  return { stateDicts, unread: unread.slice(0, NAMED_CLASSES) }
}

/** The functions by which NumPy's numbers are pickled, which are read. */
const OF_NUMBERS = ['numpy.dtype', '_codecs.encode']

function inertNote(all: readonly string[]): string[] {
  const names = all.filter((name) => !OF_NUMBERS.includes(name))
  if (names.length === 0) return []
  const named = names.slice(0, NAMED_CLASSES).map((name) => seen(name.slice(0, 80)))
  const more = names.length > named.length ? `, and ${countOf(names.length - named.length, 'more', 'more')}` : ''
  return [
    `The file holds objects of ${countOf(names.length, 'class')} that ${byCount(names.length, 'was', 'were')} not made, as nothing in a file is run here: ${named.join(', ')}${more}.`,
  ]
}
