/**
 * @file What a pickle holds, as plain data. Nothing of it has run: a class of the file's author is a name, with what it
 * would have been made of.
 */

/** Tuples and lists are both arrays. Values may be shared and may hold themselves: whoever walks them remembers where. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleDict
  | Global
  | Inert
  | StorageReference
  | TensorReference

/** A dict of any class that has nothing but items: `dict`, `OrderedDict`, `defaultdict`. */
export class PickleDict {
  private held: Map<PickleValue, PickleValue> | null = null

  /** Later values replace earlier ones of the same key. */
  set(key: PickleValue, value: PickleValue): void {
    this.held ??= new Map()
    this.held.set(key, value)
  }

  get(key: string): PickleValue | undefined {
    return this.held?.get(key)
  }

  get size(): number {
    return this.held?.size ?? 0
  }

  items(): Iterable<[PickleValue, PickleValue]> {
    return this.held ?? []
  }

  /** Those whose keys are texts. */
  *named(): Generator<[string, PickleValue]> {
    for (const [key, value] of this.held ?? []) if (typeof key === 'string') yield [key, value]
  }
}

/** A class or a function by its name: "torch.FloatStorage". */
export class Global {
  constructor(readonly name: string) {}
}

/** What a class or function that is not known here would have made; `items` of one that is filled as a dict is. */
export class Inert {
  state: PickleValue = null
  readonly items = new PickleDict()

  constructor(
    readonly name: string,
    readonly made: readonly PickleValue[],
  ) {}
}

/** Numbers in the file beside the pickle. */
export class StorageReference {
  constructor(
    /** Of all that share its bytes. */
    readonly key: string,
    /** PyTorch's class, "FloatStorage", or "UntypedStorage" of bytes. */
    readonly storageClass: string,
    /** Elements, or bytes of an untyped one. */
    readonly length: number,
    /** Elements before it, in a view of another storage as the legacy format has them. */
    readonly offset: number,
  ) {}
}

/** A view of a storage. */
export class TensorReference {
  constructor(
    readonly storage: StorageReference,
    /** PyTorch's name of it, "bfloat16"; null where the storage's class says it. */
    readonly dtype: string | null,
    /** Elements, in the storage. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Elements from one index to the next, an axis. */
    readonly strides: readonly number[],
  ) {}
}
