/** @file What PyTorch's checkpoints add to pickles: containers, tensors, and storages outside the pickle. */
import { MAX_TENSOR_AXES } from '../limits'
import { PickleFault, type PickleMeanings } from '../pickle/machine'
import { Global, PickleDict, type PickleValue, StorageReference, TensorReference } from '../pickle/values'
import { numpyNumber } from './numpyNumber'

type Made = readonly (PickleValue | undefined)[]
type Make = (made: Made) => PickleValue | undefined

const REBUILT_TENSORS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['torch._utils._rebuild_tensor', (made) => tensorOf(made)],
  ['torch._utils._rebuild_tensor_v2', (made) => tensorOf(made, undefined, made[6])],
  ['torch._utils._rebuild_tensor_v3', (made) => tensorOf(made, made[6], made[7])],
])

/** A tensor's subclass is read as the tensor; `how` is one of the functions above. */
const ofSubclass: Make = ([how, , made]) =>
  how instanceof Global && Array.isArray(made) ? REBUILT_TENSORS.get(how.name)?.(made) : undefined

const MAKERS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ...REBUILT_TENSORS,
  ['torch._tensor._rebuild_from_type_v2', ofSubclass],
  ['torch._tensor._rebuild_from_type', ofSubclass],
  ['torch._utils._rebuild_parameter', parameterOf],
  ['torch._utils._rebuild_parameter_with_state', parameterOf],
  ['torch.nn.parameter.Parameter', parameterOf],
  ['torch.Size', listOf],
  ['collections.OrderedDict', dictOf],
  ['collections.Counter', dictOf],
  ['collections.defaultdict', () => new PickleDict()],
  ...['builtins', '__builtin__'].flatMap((module): [string, Make][] => [
    [`${module}.dict`, dictOf],
    ...['list', 'tuple', 'set', 'frozenset'].map((name): [string, Make] => [`${module}.${name}`, listOf]),
  ]),
  ['numpy.core.multiarray.scalar', numpyNumber],
  ['numpy._core.multiarray.scalar', numpyNumber],
])

export const TORCH_MEANINGS: PickleMeanings = {
  make: ({ name }, made) => MAKERS.get(name)?.(made),
  outside: storageOf,
}

/** From nothing, a dict, or pairs, as Python 2 pickles an ordered one. */
function dictOf([items]: Made): PickleValue {
  if (items instanceof PickleDict) return items
  const dict = new PickleDict()
  for (const pair of Array.isArray(items) ? items : []) {
    if (Array.isArray(pair) && pair.length === 2) dict.set(pair[0] as PickleValue, pair[1] as PickleValue)
  }
  return dict
}

function listOf([items]: Made): PickleValue {
  return Array.isArray(items) ? items : []
}

function parameterOf([tensor]: Made): PickleValue | undefined {
  return tensor instanceof TensorReference ? tensor : undefined
}

/** No number format: numbers that stand in the file with the other sign, as in the imaginary part of a conjugate. */
const NEGATED = 'negated'

/**
 * undefined for other kinds of tensors, which become inert: this matters only for weights.
 *
 * @param signs a dict of "neg" and "conj", where the numbers are not as they stand in the file
 */
function tensorOf(made: Made, dtype?: PickleValue, signs?: PickleValue): PickleValue | undefined {
  const [storage, offset, shape, strides] = made
  if (!(storage instanceof StorageReference)) return undefined
  if (!isCount(offset) || !isCounts(shape) || !isCounts(strides) || shape.length !== strides.length) return undefined
  const named = dtype instanceof Global ? dtype.name.replace(/^torch\./, '') : null
  const isNegated = signs instanceof PickleDict && (signs.get('neg') === true || signs.get('conj') === true)
  return new TensorReference(storage, isNegated ? NEGATED : named, offset, shape, strides)
}

/** ('storage', class, key, location, elements), followed by (key, offset, elements) for a view of another. */
function storageOf(id: PickleValue): PickleValue {
  if (!Array.isArray(id)) throw new PickleFault('refers to numbers in a way that PyTorch does not')
  const [kind, storageClass, key, , length, view] = id
  // The source text of a module's class, in old whole-module files.
  if (kind === 'module' && storageClass instanceof Global) return storageClass
  if (kind !== 'storage' || !(storageClass instanceof Global) || !isKey(key) || !isCount(length)) {
    throw new PickleFault('refers to numbers in a way that PyTorch does not')
  }
  const name = storageClass.name.slice(storageClass.name.lastIndexOf('.') + 1)
  const [, offset = 0, viewed = length] = Array.isArray(view) ? view : []
  if (!isCount(offset) || !isCount(viewed)) throw new PickleFault('has a view of numbers without a place')
  return new StorageReference(String(key), name, viewed, offset)
}

const isKey = (value: PickleValue | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

const isCount = (value: PickleValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** One an axis. */
const isCounts = (value: PickleValue | undefined): value is number[] =>
  Array.isArray(value) && value.length <= MAX_TENSOR_AXES && value.every(isCount)
