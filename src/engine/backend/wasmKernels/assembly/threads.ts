/**
 * @file Operations done by several threads: each takes units of the operation that is due until none are left, and goes
 * on to the next operation when all of its units are done, whoever did them. A thread that comes late, or never, holds
 * up no other; and since a unit computes the same whoever takes it, results are the same bits for any number of threads.
 *
 * A run has a number, which stands in the upper half of every counter: a thread that still looks at the counters of an
 * earlier run finds another number there, and leaves.
 */
import { Operation } from './operation'
import { runUnit } from './units'

/** In shared memory, allocated by ../threads/pool.ts. */
class Board {
  /** The number of the current run, on which threads sleep. */
  run: i32
  operations: usize
  count: i32
  /** Memory for each thread to write on. */
  scratch: usize
  scratchStep: i32
  /** Threads from this index on do not take part. */
  threads: i32
}

/** Of each operation, after the board: the next unit to be taken, and how many are done; i64 both. */
const COUNTERS: usize = 32
const COUNTER_BYTES: usize = 16

/** Polls before a thread sleeps, some tens of microseconds: less than waking takes. */
const LOOKS: i32 = 20000
/** In nanoseconds; the most that a lost notification costs. */
const SLEEP: i64 = 2000000

function counterOf(board: usize, index: i32): usize {
  return board + COUNTERS + <usize>index * COUNTER_BYTES
}

/** Computes its part of a run. */
function takePart(board: usize, run: i32, thread: i32): void {
  const own = changetype<Board>(board)
  const operations = own.operations
  const count = own.count
  const scratch: usize = own.scratch + <usize>thread * <usize>own.scratchStep
  for (let i = 0; i < count; i++) {
    const operation: usize = load<u32>(operations + 4 * i)
    const units = changetype<Operation>(operation).units
    const counter = counterOf(board, i)
    while (true) {
      const next = atomic.load<i64>(counter)
      if (<i32>(next >> 32) !== run) return
      const unit = <i32>next
      if (unit >= units) break
      if (atomic.cmpxchg<i64>(counter, next, next + 1) !== next) continue
      runUnit(operation, unit, scratch)
      if (<i32>atomic.add<i64>(counter, 1, 8) === units - 1) atomic.notify(counter + 8, -1)
    }
    let looks = 0
    while (true) {
      const done = atomic.load<i64>(counter, 8)
      if (<i32>(done >> 32) !== run) return
      if (<i32>done >= units) break
      if (++looks > LOOKS) atomic.wait<i32>(counter + 8, <i32>done, SLEEP)
    }
  }
}

/** Has the threads that wait do the operations along with this one, which is number 0; `threads` of them at most. */
export function lead(
  board: usize,
  operations: usize,
  count: i32,
  scratch: usize,
  scratchStep: i32,
  threads: i32,
): void {
  const own = changetype<Board>(board)
  const run = own.run + 1
  own.operations = operations
  own.count = count
  own.scratch = scratch
  own.scratchStep = scratchStep
  own.threads = threads
  setCounters(board, count, run)
  atomic.store<i32>(board, run)
  if (threads > 1) atomic.notify(board, threads - 1)
  takePart(board, run, 0)
  // Operations may be rewritten from now on; who still looks at them finds no run in their counters.
  setCounters(board, count, 0)
}

function setCounters(board: usize, count: i32, run: i32): void {
  for (let i = 0; i < count; i++) {
    atomic.store<i64>(counterOf(board, i), (<i64>run) << 32)
    atomic.store<i64>(counterOf(board, i), (<i64>run) << 32, 8)
  }
}

/** Waits for runs and takes part in them, without end. */
export function follow(board: usize, thread: i32): void {
  let last = 0
  while (true) {
    let looks = 0
    let run = atomic.load<i32>(board)
    while (run === last) {
      if (++looks > LOOKS) atomic.wait<i32>(board, last, -1)
      run = atomic.load<i32>(board)
    }
    last = run
    if (thread < changetype<Board>(board).threads) takePart(board, run, thread)
  }
}
