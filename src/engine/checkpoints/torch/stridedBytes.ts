/** @file A view of a storage, as a tensor of its own. */
import { numbersOf } from '../learned'

export interface StridedView {
  /** Elements before the first one. */
  readonly offset: number
  readonly shape: readonly number[]
  /** Strides in elements, per axis. */
  readonly strides: readonly number[]
}

/** The number of elements that a storage must have for a view. */
export function reachOf({ offset, shape, strides }: StridedView): number {
  if (numbersOf(shape) === 0) return 0
  return shape.reduce((reach, size, axis) => reach + (size - 1) * (strides[axis] as number), offset + 1)
}

/**
 * The view's bytes, row by row; not copied if the view has no gaps.
 *
 * @param storage of at least `reachOf(view)` elements
 * @param size bytes of an element
 */
export function stridedBytes(storage: Uint8Array, size: number, view: StridedView): Uint8Array {
  const { offset, shape, strides } = view
  const count = numbersOf(shape)
  if (isContiguous(view)) return storage.subarray(offset * size, (offset + count) * size)
  const bytes = new Uint8Array(count * size)
  const index = shape.map(() => 0)
  const last = shape.length - 1
  const [row, step] = [shape[last] as number, (strides[last] as number) * size]
  let start = offset * size
  for (let written = 0; written < bytes.length; ) {
    for (let i = 0, from = start; i < row; i++, from += step) {
      for (let byte = 0; byte < size; byte++) bytes[written++] = storage[from + byte] as number
    }
    for (let axis = last - 1; axis >= 0; axis--) {
      const stride = (strides[axis] as number) * size
      index[axis] = (index[axis] as number) + 1
      start += stride
      if ((index[axis] as number) < (shape[axis] as number)) break
      start -= stride * (shape[axis] as number)
      index[axis] = 0
    }
  }
  return bytes
}

function isContiguous({ shape, strides }: StridedView): boolean {
  let wanted = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number
    if (size === 0) return true
    if (size !== 1 && strides[axis] !== wanted) return false
    wanted *= size
  }
  return true
}

/** A copy in the opposite byte order. */
export function withBytesSwapped(bytes: Uint8Array, size: number): Uint8Array {
  const swapped = new Uint8Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) swapped[i] = bytes[i - (i % size) + size - 1 - (i % size)] as number
  return swapped
}
