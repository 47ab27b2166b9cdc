import { ELEMENT_TYPES_OF_TORCH, type ElementType } from '../elementTypes'
import { numbersOf } from '../learned'
import type { StorageReference, TensorReference } from '../pickle/values'
import type { LazyTensor } from '../stateDicts/types'
import { reachOf, stridedBytes, withBytesSwapped } from './stridedBytes'
import type { TorchFile } from './types'

/** By PyTorch's storage classes. */
const TYPES_OF_STORAGES: ReadonlyMap<string, string> = new Map([
  ['DoubleStorage', 'float64'],
  ['FloatStorage', 'float32'],
  ['HalfStorage', 'float16'],
  ['BFloat16Storage', 'bfloat16'],
  ['LongStorage', 'int64'],
  ['IntStorage', 'int32'],
  ['ShortStorage', 'int16'],
  ['CharStorage', 'int8'],
  ['ByteStorage', 'uint8'],
  ['BoolStorage', 'bool'],
  ['UntypedStorage', 'uint8'],
])

/** undefined for numbers that are not read, such as quantised or complex ones. */
export const typeOfStorage = ({ storageClass }: StorageReference): ElementType | undefined =>
  ELEMENT_TYPES_OF_TORCH.get(TYPES_OF_STORAGES.get(storageClass))

/** Known also for numbers that are not read. */
const BYTES_OF_OTHERS: ReadonlyMap<string, number> = new Map([
  ['ComplexFloatStorage', 8],
  ['ComplexDoubleStorage', 16],
  ['QInt32Storage', 4],
])
export const bytesOfElement = (storage: StorageReference): number =>
  typeOfStorage(storage)?.size ?? BYTES_OF_OTHERS.get(storage.storageClass) ?? 1

/** undefined for a tensor of an unsupported kind, or one outside its storage. */
export function lazyTensor(file: TorchFile, tensor: TensorReference): LazyTensor | undefined {
  const { storage, shape, dtype } = tensor
  const ofStorage = typeOfStorage(storage)
  const type = dtype === null ? ofStorage : ELEMENT_TYPES_OF_TORCH.get(dtype)
  if (type === undefined || ofStorage === undefined) return undefined
  const bytes = storage.length * ofStorage.size
  const isWithin = reachOf(tensor) * type.size <= bytes
  // A small storage could be expanded to any size, which no model's weights are.
  const isSpread = numbersOf(shape) * type.size > bytes
  if (!isWithin || isSpread) return undefined
  return {
    type,
    shape,
    async read(control) {
      const whole = await file.storageBytes(storage, ofStorage, control)
      const view = stridedBytes(whole, type.size, tensor)
      return file.isLittleEndian ? view : withBytesSwapped(view, type.size)
    },
  }
}
