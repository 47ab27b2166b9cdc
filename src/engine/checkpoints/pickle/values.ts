/**
 * @file The content of a pickle as plain data. Nothing in it was executed: an unknown class is a name with its
 * arguments.
 */

/** Tuples and lists are both arrays. Values may be shared and circular. */
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

/** A dict of any class with items only: `dict`, `OrderedDict`, `defaultdict`. */
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

  /** The entries with text keys. */
  *named(): Generator<[string, PickleValue]> {
    for (const [key, value] of this.held ?? []) if (typeof key === 'string') yield [key, value]
  }
}

/** A class or a function by its name: "torch.FloatStorage". */
export class Global {
  constructor(readonly name: string) {}
}

/** Stands for the result of an unknown class or function; has `items` if it is filled like a dict. */
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
    /** The key shared by all views of its bytes. */
    readonly key: string,
    /** PyTorch's class: "FloatStorage", or "UntypedStorage" for bytes. */
    readonly storageClass: string,
    /** Number of elements, or of bytes if untyped. */
    readonly length: number,
    /** Elements before it, in a view of another storage in the legacy format. */
    readonly offset: number,
  ) {}
}

/** A view of a storage. */
export class TensorReference {
  constructor(
    readonly storage: StorageReference,
    /** PyTorch's name, "bfloat16"; null if the storage's class determines it. */
    readonly dtype: string | null,
    /** Offset in the storage, in elements. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Strides in elements, per axis. */
    readonly strides: readonly number[],
  ) {}
}
