/** @file Makes a manifest from what was found in a checkpoint and a person's answers. */
import { WEIGHTS_FILE } from '../formats/manifestAndWeights'
import type { Checkpoint } from '../formats/types'
import { type Manifest, parseManifest } from '../manifest'
import { ASSUMED_RESIZING, isUsualResizing } from '../resizing'
import type { Fact, FoundModel, ModelAnswers, ModelFacts, TakenWeights, WeightSet } from './types'
import { UnknownFamily } from './unknownFamily'

/**
 * The answers if nothing is changed.
 *
 * @throws Error with one sentence if the set belongs to no known family
 */
export function proposedAnswers(
  found: FoundModel,
  set = Math.max(0, found.sets.findIndex(isRecognised)),
): ModelAnswers {
  const { facts, recognised } = recognisedSet(found, set)
  const values = Object.fromEntries(Object.entries(withResizing(facts)).map(([name, { value }]) => [name, value]))
  return {
    name: found.name,
    set,
    openSettings: Object.fromEntries(recognised.openSettings.map(({ field, values }) => [field, values[0]])),
    ...(values as { readonly [Name in keyof KnownFacts]: KnownFacts[Name]['value'] }),
    claims: [],
  }
}

/** @throws Error with one sentence that names the wrong answer */
export function checkpointFrom(found: FoundModel, answers: ModelAnswers, taken: TakenWeights): Checkpoint {
  const manifest = manifestFrom(found, answers, taken)
  const text = JSON.stringify(manifest, null, 2)
  // Checks now what loading would refuse, naming the wrong field.
  parseManifest(text)
  return { id: manifest.id, manifest: text, weights: taken.weights }
}

/** Not checked yet. */
export function manifestFrom(
  found: FoundModel,
  answers: ModelAnswers,
  { weights, described }: Pick<TakenWeights, 'described'> & { readonly weights: Pick<ArrayBuffer, 'byteLength'> },
): Manifest {
  const { name: key, prefix, facts, recognised } = recognisedSet(found, answers.set)
  const { channels, channelOrder, size, mean, std, resizing, outputs, claims } = answers
  return {
    formatVersion: 1,
    id: idOf(answers.name),
    name: answers.name,
    training: {
      objective: 'unknown',
      summary: `Opened from “${found.file}”${placeOf(found)}, a ${found.format}. How it was trained is not known here.`,
      epsilon255: null,
      startedFrom: null,
      epochsTrained: 0,
      epochsPlanned: 0,
      seed: 0,
      recipe: {},
      libraries: {},
      secondsPerEpoch: null,
    },
    architecture: { ...recognised.architecture, ...answers.openSettings },
    data: '',
    classes: [...answers.classes],
    input: {
      height: size,
      width: size,
      channels,
      ...(channels === 3 && channelOrder !== 'rgb' && { channelOrder }),
      mean: [...mean],
      std: [...std],
      ...(!isUsualResizing(resizing) && { resizing }),
    },
    ...(outputs !== 'logits' && { outputs }),
    weights: {
      file: WEIGHTS_FILE,
      bytes: weights.byteLength,
      ...described,
    },
    opened: {
      file: found.file,
      format: found.format,
      set: key,
      prefix,
      facts: [...factsOf(facts, answers), ...settingsOf(recognised.openSettings, answers)],
      published: [...found.published],
    },
    licence: found.origin?.licence ?? 'unknown',
    ...(claims.length > 0 && { claims: [...claims] }),
    figures: null,
  }
}

const placeOf = ({ origin }: FoundModel): string => (origin === undefined ? '' : ` from ${origin.place}`)

type Known = NonNullable<Manifest['opened']>['facts']
type RecognisedSet = WeightSet & { readonly [Part in 'facts' | 'recognised']: NonNullable<WeightSet[Part]> }

const isRecognised = (set: WeightSet): set is RecognisedSet => set.recognised !== null && set.facts !== null

function recognisedSet(found: FoundModel, index: number): RecognisedSet {
  const set = found.sets[index]
  if (set === undefined) throw new Error(`The checkpoint has no set ${index} of weights; choose one that it has.`)
  if (!isRecognised(set))
    throw new UnknownFamily(set.refusal ?? 'The model is of no family known here; export it to ONNX.')
  return set
}

type KnownFacts = Required<ModelFacts>

const withResizing = (facts: ModelFacts): KnownFacts => ({ resizing: ASSUMED_RESIZING, ...facts })

/** Where each fact is in a manifest. */
const FIELDS: Readonly<Record<keyof ModelFacts, string>> = {
  size: 'input.height',
  channels: 'input.channels',
  channelOrder: 'input.channelOrder',
  mean: 'input.mean',
  std: 'input.std',
  resizing: 'input.resizing',
  classes: 'classes',
  outputs: 'outputs',
}

/** The source of whatever a person changed is the person. */
function factsOf(facts: ModelFacts, answers: ModelAnswers): Known {
  const known = withResizing(facts)
  return Object.entries(FIELDS).map(([name, field]) => {
    const { value, basis, source } = known[name as keyof ModelFacts] as Fact<unknown>
    return JSON.stringify(value) === JSON.stringify(answers[name as keyof ModelFacts])
      ? { field, basis, source }
      : { field, basis: 'said', source: 'Whoever opened the model said so.' }
  })
}

const settingsOf = (open: RecognisedSet['recognised']['openSettings'], answers: ModelAnswers): Known =>
  open.map(({ field, values, source }) =>
    answers.openSettings[field] === values[0]
      ? { field: `architecture.${field}`, basis: 'assumed', source }
      : { field: `architecture.${field}`, basis: 'said', source: 'Whoever opened the model said so.' },
  )

/** "ResNet-2B (final)" is `resnet-2b-final`. */
function idOf(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return id || 'model'
}
