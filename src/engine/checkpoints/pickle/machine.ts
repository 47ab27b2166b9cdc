/**
 * @file The stack machine that runs a pickle. It makes only plain data: nothing that a pickle names is looked up or
 * called.
 */
import { MAX_PICKLE_STACK, MAX_PICKLE_STEPS, MAX_PICKLED_ITEMS, MAX_PICKLED_OBJECTS } from '../limits'
import type { PickleCursor } from './cursor'
import { Global, Inert, PickleDict, type PickleValue } from './values'

/** Why a pickle is not read, phrased to follow "its pickle ...". */
export class PickleFault extends Error {
  override readonly name = 'PickleFault'
}

/** What the format of a file adds to that of pickles. */
export interface PickleMeanings {
  /** The result of a function or class for its arguments; undefined for unknown ones. */
  readonly make: (called: Global, made: readonly PickleValue[]) => PickleValue | undefined
  /** Values outside the pickle, by the format's own ids. */
  readonly outside: (id: PickleValue) => PickleValue
}

/** A dict takes about four times a list's memory for each of its keys. */
const ITEMS_OF_A_KEY = 4

export class PickleMachine {
  /** Names of unknown classes and functions, which were not made. */
  readonly inertNames = new Set<string>()
  private readonly stack: PickleValue[] = []
  private readonly marks: number[] = []
  private readonly memo = new Map<number, PickleValue>()
  private steps = 0
  private objects = 0
  private items = 0

  constructor(
    readonly cursor: PickleCursor,
    readonly meanings: PickleMeanings,
  ) {}

  /** Called before every instruction, and for each item that one handles. */
  step(count = 1): void {
    this.steps += count
    if (this.steps > MAX_PICKLE_STEPS) throw new PickleFault('has more instructions than any model needs')
  }

  push(value: PickleValue): void {
    if (this.stack.length >= MAX_PICKLE_STACK) throw new PickleFault('has more values at once than any model needs')
    this.stack.push(value)
  }

  /** Counts what takes memory beyond its place on the stack. */
  pushMade(value: PickleValue): void {
    this.count()
    if (Array.isArray(value)) this.countItems(value.length)
    this.push(value)
  }

  pop(): PickleValue {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw new PickleFault('takes more values than it made')
    return this.stack.pop() as PickleValue
  }

  top(): PickleValue {
    const value = this.pop()
    this.stack.push(value)
    return value
  }

  mark(): void {
    this.count()
    this.marks.push(this.stack.length)
  }

  /** All values since the last mark, which is removed. */
  popMark(): PickleValue[] {
    const mark = this.marks.pop()
    if (mark === undefined) throw new PickleFault('ends a list that it did not begin')
    return this.stack.splice(mark)
  }

  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse()
  }

  /** POP removes a mark if nothing follows it. */
  drop(): void {
    if (this.marks.at(-1) === this.stack.length) this.marks.pop()
    else this.pop()
  }

  remember(index: number): void {
    if (!this.memo.has(index)) this.count()
    this.memo.set(index, this.top())
  }

  get remembered(): number {
    return this.memo.size
  }

  recall(index: number): void {
    const value = this.memo.get(index)
    if (value === undefined) throw new PickleFault(`refers to a value ${index} that it has not made`)
    this.push(value)
  }

  /** The result of `called` for `made`: known, or inert. */
  call(called: PickleValue, made: readonly PickleValue[]): void {
    // The same list may be traversed many times.
    if (Array.isArray(made[0])) this.step(made[0].length)
    const known = called instanceof Global ? this.meanings.make(called, made) : undefined
    if (known !== undefined) {
      if (known instanceof PickleDict) this.count(known.size)
      this.pushMade(known)
      return
    }
    const isNamed = called instanceof Global || called instanceof Inert
    const name = isNamed ? called.name : 'a value that is called'
    this.inertNames.add(name)
    this.pushMade(new Inert(name, made))
  }

  setItems(target: PickleValue, items: readonly PickleValue[]): void {
    const dict = target instanceof Inert ? target.items : target
    if (!(dict instanceof PickleDict)) throw new PickleFault('puts items into what holds none')
    if (items.length % 2 !== 0) throw new PickleFault('has a key without a value')
    this.countItems(ITEMS_OF_A_KEY * (items.length / 2))
    for (let i = 0; i < items.length; i += 2) dict.set(items[i] as PickleValue, items[i + 1] as PickleValue)
  }

  append(target: PickleValue, items: readonly PickleValue[]): void {
    // Items of an author's own list class are not weights.
    if (target instanceof Inert) return
    if (!Array.isArray(target)) throw new PickleFault('appends to what is no list')
    this.countItems(items.length)
    for (const item of items) target.push(item)
  }

  private count(more = 1): void {
    this.objects += more
    if (this.objects > MAX_PICKLED_OBJECTS) throw new PickleFault('makes more objects than any model needs')
  }

  /** Called before they are kept: references to one value take a byte of the file each, and more of memory. */
  private countItems(more: number): void {
    this.items += more
    if (this.items > MAX_PICKLED_ITEMS) throw new PickleFault('makes lists of more items than any model needs')
  }
}
