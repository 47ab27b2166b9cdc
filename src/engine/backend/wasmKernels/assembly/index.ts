/** @file Runs operations that were written to memory, each by a kernel of this folder. */
import { Operation } from './operation'
import { runUnit } from './units'

/** Where free memory begins, after the constants. */
export function heapBase(): usize {
  return __heap_base
}

/**
 * @param operations where their words are, one address each
 * @param count of operations
 * @param scratch memory that they may write on
 */
export function run(operations: usize, count: i32, scratch: usize): void {
  for (let i = 0; i < count; i++) {
    const operation: usize = load<u32>(operations + 4 * i)
    const units = changetype<Operation>(operation).units
    for (let unit = 0; unit < units; unit++) runUnit(operation, unit, scratch)
  }
}
