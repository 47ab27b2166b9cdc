/** @file Finds the state dicts in a saved value: one, a dict with several and other things, or a whole module. */
import { MAX_MODULE_TENSORS, MAX_TENSOR_NAME_LENGTH } from '../limits'
import { Inert, PickleDict, type PickleValue, TensorReference } from '../pickle/values'

/** A state dict and its keys. */
export interface SavedStateDict {
  readonly name: string
  readonly tensors: ReadonlyMap<string, TensorReference>
}

/** The depth of nested dicts that are searched: {"best": {"model": {"state_dict": ...}}}. */
const MAX_DEPTH = 3
const MAX_STATE_DICTS = 16
/** Limits on a module's tensors, counting shared ones once per name, and on nested modules, which may be circular. */
const MAX_MODULES = 10_000
const MAX_MODULE_DEPTH = 32

/** Keys with tensors that are not weights. */
const NO_WEIGHTS = /optim|scheduler|scaler|^amp$|grad|momentum|^args$|^rng/i

/** Moving averages come before the trained weights, in timm's order; all others follow in the file's order. */
const PROPOSED_FIRST: readonly RegExp[] = [
  /^state_dict_ema$/,
  /^model_ema$/,
  /ema|swa|averag/i,
  /^state_dict$/,
  /^model$/,
  /^(model_)?state(_dict)?$|^model_state_dict$/,
  /^net(work)?$/,
  /best/i,
  /last/i,
]

/** In the order of proposal. */
export function stateDictsIn(saved: PickleValue): readonly SavedStateDict[] {
  const found: SavedStateDict[] = []
  const seen = new Set<PickleValue>()
  let left = MAX_MODULE_TENSORS
  let level: readonly (readonly [name: string, value: PickleValue])[] = [['', saved]]
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const inner: [string, PickleValue][] = []
    for (const [name, value] of level) {
      if (seen.has(value) || found.length === MAX_STATE_DICTS) continue
      seen.add(value)
      const tensors = tensorsOf(value, left)
      if ([...tensors.values()].some(({ shape }) => shape.length > 1)) {
        found.push({ name, tensors })
        left -= tensors.size
      } else for (const dict of dictsIn(name, value)) inner.push(dict)
    }
    level = inner
  }
  return found.toSorted((one, other) => rankOf(one.name) - rankOf(other.name))
}

function rankOf(name: string): number {
  const rank = PROPOSED_FIRST.findIndex((pattern) => name.split('.').some((key) => pattern.test(key)))
  return rank < 0 ? PROPOSED_FIRST.length : rank
}

/** The number of items of a list or tuple that are searched: (state_dict, optimizer_state). */
const MAX_ITEMS = 16

function dictsIn(name: string, value: PickleValue): [string, PickleValue][] {
  const named: Iterable<[string, PickleValue]> = Array.isArray(value)
    ? value.slice(0, MAX_ITEMS).map((item, index): [string, PickleValue] => [String(index), item])
    : namedIn(value)
  return [...named].flatMap(([key, inner]): [string, PickleValue][] => {
    const holds = inner instanceof PickleDict || inner instanceof Inert || Array.isArray(inner)
    return holds && !NO_WEIGHTS.test(key) ? [[name === '' ? key : `${name}.${key}`, inner]] : []
  })
}

/** Entries of a dict, of an author's dict class, or of an object's attributes. */
function namedIn(value: PickleValue): Iterable<[string, PickleValue]> {
  if (value instanceof PickleDict) return value.named()
  if (!(value instanceof Inert)) return []
  if (value.items.size > 0) return value.items.named()
  return value.state instanceof PickleDict ? value.state.named() : []
}

/**
 * The tensors of a state dict, or of a module under the names of `module.state_dict()`.
 *
 * @param most tensors that are taken: several state dicts may share them
 */
function tensorsOf(value: PickleValue, most: number): ReadonlyMap<string, TensorReference> {
  const tensors = new Map<string, TensorReference>()
  const add = (prefix: string, dict: PickleValue | undefined, leftOut: ReadonlySet<PickleValue> = new Set()) => {
    for (const [name, tensor] of namedIn(dict ?? null)) {
      const isNamed = prefix.length + name.length <= MAX_TENSOR_NAME_LENGTH && !leftOut.has(name)
      const isTaken = isNamed && tensors.size < most
      if (tensor instanceof TensorReference && isTaken) tensors.set(prefix + name, tensor)
    }
  }
  const modules: (readonly [prefix: string, module: Inert, depth: number])[] = []
  if (isModule(value)) modules.push(['', value, 0])
  else add('', value)
  // The list grows while it is walked.
  for (const [prefix, module, depth] of modules) {
    const state = module.state as PickleDict
    if (tensors.size >= most) break
    add(prefix, state.get('_parameters'))
    add(prefix, state.get('_buffers'), buffersLeftOut(state))
    for (const [name, inner] of namedIn(state.get('_modules') ?? null)) {
      const isNamed = prefix.length + name.length < MAX_TENSOR_NAME_LENGTH
      const isWithin = isNamed && depth < MAX_MODULE_DEPTH && modules.length < MAX_MODULES
      if (isWithin && isModule(inner)) modules.push([`${prefix}${name}.`, inner, depth + 1])
    }
  }
  return tensors
}

/** More than any module has, many of which may share one list. */
const MAX_BUFFERS_LEFT_OUT = 100

/** Names of a module's buffers that its `state_dict()` does not have. */
function buffersLeftOut(state: PickleDict): ReadonlySet<PickleValue> {
  const names = state.get('_non_persistent_buffers_set')
  return new Set(Array.isArray(names) ? names.slice(0, MAX_BUFFERS_LEFT_OUT) : [])
}

const isModule = (value: PickleValue): value is Inert =>
  value instanceof Inert && value.state instanceof PickleDict && value.state.get('_modules') !== undefined

/** Numbers beside the weights: an epoch, an accuracy. */
export function numbersIn(saved: PickleValue, most: number): { readonly name: string; readonly value: number }[] {
  const numbers: { name: string; value: number }[] = []
  for (const [name, value] of namedIn(saved)) {
    if (numbers.length === most) break
    if (typeof value === 'number' && Number.isFinite(value) && name.length <= 300) numbers.push({ name, value })
  }
  return numbers
}

const CLASS_NAMES =
  /^(classes|class_names|classnames|label_names|labels|class_to_idx|label_to_idx|idx_to_class|id2label)$/i

/** Class names in order, under a key for them. */
export function classesIn(saved: PickleValue): { readonly names: readonly string[]; readonly place: string } | null {
  for (const [place, value] of namedIn(saved)) {
    const names = CLASS_NAMES.test(place) ? classList(value) : null
    if (names !== null) return { names, place }
  }
  return null
}

function classList(value: PickleValue): readonly string[] | null {
  if (Array.isArray(value)) {
    const names = value.filter((name) => typeof name === 'string')
    return names.length === value.length && names.length > 1 ? names : null
  }
  if (!(value instanceof PickleDict)) return null
  const names: string[] = []
  for (const [one, other] of value.items()) {
    // The text of a list that holds itself again and again would never end.
    if (typeof one !== 'string' && typeof one !== 'number') return null
    const [index, name] = typeof one === 'string' && typeof other === 'number' ? [other, one] : [Number(one), other]
    if (!Number.isInteger(index) || index < 0 || index >= value.size || typeof name !== 'string') return null
    names[index] = name
  }
  return names.length === value.size && names.length > 1 && !names.includes(undefined as never) ? names : null
}
