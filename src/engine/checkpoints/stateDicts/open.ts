/** @file Finds the models among the tensors of a checkpoint. */

import { countOf } from '../../../countOf'
import { quoteShape, quoteValue } from '../../../quote'
import { recogniseArchitecture } from '../../architectures/recognise'
import type { ArchitectureDescription } from '../../architectures/types'
import type { JobControl } from '../../jobControl'
import { fileNameOf } from '../formats/fileNames'
import type { OpenedCheckpoint } from '../formats/types'
import type { WeightSet } from '../found/types'
import { learnedCount, numbersOf } from '../learned'
import { followsFromTheRest } from './buffers'
import { factsOf } from './facts'
import { type NormalisationLayer, normalisationNames, readNormalisation } from './normalisation'
import { prefixesOf, without } from './prefixes'
import { takeWeights } from './takeWeights'
import type { CheckpointContents, LazyTensor, StateDict } from './types'

type Tensors = ReadonlyMap<string, LazyTensor>
type Descriptions = readonly ArchitectureDescription<unknown>[]

/** A set of weights, with its tensors by the architecture's names. */
interface Recognition {
  readonly set: WeightSet
  readonly tensors: Tensors
}

/** @param path of the file, whose name becomes the model's */
export async function openStateDicts(
  path: string,
  contents: CheckpointContents,
  control: JobControl,
  descriptions?: Descriptions,
): Promise<OpenedCheckpoint> {
  const file = fileNameOf(path)
  const all: Recognition[] = []
  for (const stateDict of contents.stateDicts.filter(({ tensors }) => tensors.size > 0)) {
    for (const one of await recogniseAll(file, contents, stateDict, control, descriptions)) all.push(one)
  }
  const isKnown = ({ set }: Recognition) => set.recognised !== null
  const [first, ...others] = [...all.filter(isKnown), ...all.filter((each) => !isKnown(each))]
  if (first === undefined) throw new Error('The checkpoint holds no tensors that are read here; choose another.')
  const { format, published, notes, fileBytes } = contents
  return {
    kind: 'found',
    found: {
      file,
      name: withoutEndings(file) || file,
      format,
      sets: [first.set, ...others.map(({ set }) => set)],
      published,
      notes,
    },
    takeWeights(index, reading) {
      const chosen = [first, ...others][index]
      if (chosen === undefined || chosen.set.recognised === null) {
        throw new Error(chosen?.set.refusal ?? `The checkpoint has no set ${index} of weights; choose one that it has.`)
      }
      return takeWeights(chosen.tensors, fileBytes, reading)
    },
  }
}

/** Characters of a name's end in which its endings are, since in a zip it may be of tens of thousands. */
const ENDINGS_LENGTH = 40

function withoutEndings(file: string): string {
  const start = Math.max(0, file.length - ENDINGS_LENGTH)
  return file.slice(0, start) + file.slice(start).replace(/(\.(pth|pt|ckpt|bin|tar|safetensors))+$/i, '')
}

/** A model for each prefix under which one is recognised; otherwise an unrecognised one, for its reason. */
async function recogniseAll(
  file: string,
  contents: CheckpointContents,
  { name, tensors }: StateDict,
  control: JobControl,
  descriptions: Descriptions | undefined,
): Promise<Recognition[]> {
  const layers = normalisationNames(tensors)
  const around = new Set(layers.flat())
  const weights: Tensors = new Map([...tensors].filter(([key]) => !around.has(key) && !followsFromTheRest(key)))
  const found: Recognition[] = []
  for (const prefix of prefixesOf([...weights.keys()])) {
    // Inside a recognised model there is no other.
    if (found.some(({ set }) => prefix.startsWith(set.prefix))) continue
    const own = without(prefix, weights)
    const recognised = recogniseArchitecture(shapesOf(own), descriptions)
    if (recognised === null) continue
    const taken: Tensors = new Map([...own].filter(([key]) => recognised.ignored?.includes(key) !== true))
    const normalisation = await layerOf(prefix, layers, tensors, control)
    const facts = await factsOf({ recognised, normalisation, contents, file })
    const isLeftOut = (key: string) => !key.startsWith(prefix) || recognised.ignored?.includes(key.slice(prefix.length))
    const leftOut = [...weights.keys()].filter(isLeftOut)
    found.push({
      set: { ...describe(name, prefix, taken), recognised, refusal: null, facts, notes: leftOutNote(leftOut) },
      tensors: taken,
    })
  }
  if (found.length > 0) return found.toSorted((one, other) => rankOf(one) - rankOf(other))
  const unknown = { recognised: null, refusal: refusalOf(weights), facts: null, notes: [] }
  return [{ set: { ...describe(name, '', weights), ...unknown }, tensors: weights }]
}

/** A moving average comes before the model, and an attack's copy after it. */
const rankOf = ({ set: { prefix } }: Recognition) => (/attack/i.test(prefix) ? 1 : /ema|averag/i.test(prefix) ? -1 : 0)

function shapesOf(tensors: Tensors): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>()
  for (const [key, { shape }] of tensors) shapes.set(key, shape)
  return shapes
}

/** More layers that normalise than any checkpoint has: each that is read may turn out to be none. */
const MOST_LAYERS = 64

/** The one nearest to the model. */
async function layerOf(
  prefix: string,
  layers: readonly [string, string][],
  tensors: Tensors,
  control: JobControl,
): Promise<NormalisationLayer | null> {
  const shared = ([mean]: readonly [string, string]) => {
    let length = 0
    while (length < prefix.length && mean[length] === prefix[length]) length++
    return length
  }
  const nearest = layers
    .map((names) => ({ names, shared: shared(names) }))
    .toSorted((one, other) => other.shared - one.shared)
    .slice(0, MOST_LAYERS)
  for (const { names } of nearest) {
    const layer = await readNormalisation(tensors, names, control)
    if (layer !== null) return layer
  }
  return null
}

function describe(name: string, prefix: string, tensors: Tensors) {
  return {
    name,
    prefix,
    parameters: learnedCount(tensors),
    bytes: [...tensors.values()].reduce((sum, tensor) => sum + numbersOf(tensor.shape) * tensor.type.size, 0),
  }
}

/** The number of omitted or unknown tensors that are named. */
const NAMED_TENSORS = 3

function namesOf(names: readonly string[]): string {
  const named = names.slice(0, NAMED_TENSORS).map((name) => quoteValue(name))
  return names.length > NAMED_TENSORS ? `${named.join(', ')} and others` : named.join(', ')
}

function leftOutNote(names: readonly string[]): string[] {
  if (names.length === 0) return []
  return [
    `${countOf(names.length, 'tensor')} beside the model ${names.length === 1 ? 'was' : 'were'} left out: ${namesOf(names)}.`,
  ]
}

function refusalOf(tensors: Tensors): string {
  const named = [...tensors]
    .slice(0, NAMED_TENSORS)
    .map(([name, { shape }]) => `${quoteValue(name)} ${quoteShape(shape)}`)
  return `The ${countOf(tensors.size, 'tensor')} are of no family of models known here (they begin with ${named.join(', ')}); export the model to ONNX with torch.onnx.export and open that file.`
}
