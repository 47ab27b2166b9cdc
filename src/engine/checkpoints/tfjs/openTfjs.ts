/** @file From model.json and its shards to a model that tfjs computes. */
import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import type { Recognised } from '../../architectures/recognised'
import type { JobControl } from '../../jobControl'
import { readTfjsModelJson } from '../../tfjsModels/file/modelJson'
import type { TfjsModelJson } from '../../tfjsModels/file/types'
import { openWeights, type TfjsWeights } from '../../tfjsModels/file/weights'
import { findingsOfTfjs, type OwnScaling, ownScaling, type TfjsFindings } from '../../tfjsModels/findings'
import { learnedWeights } from '../../tfjsModels/graph/ends'
import { kerasApplication } from '../../tfjsModels/kerasApplications'
import { planOf, type TfjsPlan } from '../../tfjsModels/plan'
import { fileNameOf, folderNameOf } from '../formats/fileNames'
import type { CheckpointFile, OpenedCheckpoint } from '../formats/types'
import type { Fact, ModelFacts } from '../found/types'
import { learnedCount, nameAmongWeights, numbersOf } from '../learned'
import { preprocessingsOf } from '../preprocessing/registry'
import { factsOf } from '../stateDicts/facts'
import { takeWeights } from '../stateDicts/takeWeights'
import type { LazyTensor } from '../stateDicts/types'
import { classesBeside } from './classNames'

/**
 * @param bytes of model.json
 * @param beside all files of its folder
 * @throws Error with one sentence, JobCancelled when `control` says so
 */
export async function openTfjs(
  path: string,
  bytes: Uint8Array,
  beside: readonly CheckpointFile[],
  control: JobControl,
): Promise<OpenedCheckpoint> {
  const file = fileNameOf(path)
  const json = readTfjsModelJson(bytes)
  const { plan, softmax } = planOf(json.kind, json.topology, json.signature)
  const all = await openWeights(json.groups, beside, control)
  const used = usedWeights(plan, all)
  const frozen = frozenWeights(plan, used.tensors)
  const shapes = new Map([...used.tensors].map(([name, { shape }]) => [name, shape]))
  const findings = findingsOfTfjs(plan, shapes)
  const recognised = recognisedAs(json, plan, used, frozen, findings)
  const tensors = new Map([...used.tensors].map(([name, tensor]) => [nameAmongWeights(name, frozen), tensor]))
  const facts = await factsOf({
    recognised,
    normalisation: null,
    contents: { classes: await classesBeside(beside, control) },
    file: path,
  })
  const scaling = await ownScaling(plan, (name) => firstNumber(used.tensors.get(name), control))
  const parameters = learnedCount(tensors)
  if (parameters === 0) {
    throw new Error('The model has no weights that could be learned, such as filters; convert the classifier again.')
  }
  return {
    kind: 'found',
    found: {
      file,
      name: modelName(path),
      format: formatOf(json),
      sets: [
        {
          name: '',
          prefix: '',
          parameters,
          bytes: [...tensors.values()].reduce((sum, { shape, type }) => sum + numbersOf(shape) * type.size, 0),
          recognised,
          refusal: null,
          facts: { ...facts, ...factsOfModel(facts, plan, scaling, softmax) },
          notes: [],
        },
      ],
      published: [],
      notes: [],
    },
    takeWeights: (_set, reading) => takeWeights(tensors, all.bytes, reading),
  }
}

/** Nearly all of these files are called model.json: their folder says more. */
function modelName(path: string): string {
  const own = fileNameOf(path).replace(/\.json$/i, '')
  const folder = fileNameOf(folderNameOf(path).slice(0, -1))
  return own === 'model' && folder !== '' ? folder : own || 'model'
}

const formatOf = ({ kind, converter }: TfjsModelJson): string =>
  `TensorFlow.js ${kind} model${converter === '' ? '' : `, written by ${converter}`}`

/** Of a graph what leads to its first output; an optimiser's weights are nobody's. */
function usedWeights(
  plan: TfjsPlan,
  { tensors, wholeNumbers }: TfjsWeights,
): Pick<TfjsWeights, 'tensors' | 'wholeNumbers'> {
  if (plan.kind === 'layers') return { tensors, wholeNumbers: [] }
  const constants = new Set(plan.graph.nodes.flatMap(({ name, op }) => (op === 'Const' ? [name] : [])))
  const whole = new Set(wholeNumbers.map(({ name }) => name))
  for (const name of constants) {
    if (tensors.has(name) || whole.has(name)) continue
    throw new Error(`The weights lack ${quoteValue(name)}, which the graph reads; convert the model again.`)
  }
  return {
    tensors: new Map([...tensors].filter(([name]) => constants.has(name))),
    wholeNumbers: wholeNumbers.filter(({ name }) => constants.has(name)),
  }
}

/** Batch norm's running statistics, and of a graph all that is no layer's. */
function frozenWeights(plan: TfjsPlan, tensors: ReadonlyMap<string, LazyTensor>): string[] {
  const names = [...tensors.keys()]
  if (plan.kind === 'layers') return names.filter((name) => /(^|\/)moving_(mean|variance)$/.test(name))
  const learned = learnedWeights(plan.graph, new Map([...tensors].map(([name, { shape }]) => [name, shape])))
  return names.filter((name) => !learned.has(name))
}

async function firstNumber(tensor: LazyTensor | undefined, control: JobControl): Promise<number | null> {
  if (tensor === undefined || numbersOf(tensor.shape) > 16) return null
  return tensor.type.toFloat32(await tensor.read(control))[0] ?? null
}

function recognisedAs(
  { kind, topology, signature }: TfjsModelJson,
  plan: TfjsPlan,
  { tensors, wholeNumbers }: Pick<TfjsWeights, 'tensors' | 'wholeNumbers'>,
  frozen: readonly string[],
  { channels, classes, size }: TfjsFindings,
): Recognised {
  const count =
    plan.kind === 'layers'
      ? countOf(plan.model.config.layers.length, 'layer')
      : countOf(plan.graph.nodes.length, 'node')
  return {
    title: `TensorFlow.js ${kind} model of ${count}`,
    architecture: {
      name: 'tfjs',
      kind,
      topology: JSON.stringify(topology),
      ...(kind === 'graph' && signature !== null && { signature }),
      weights: Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape])),
      ...(frozen.length > 0 && { frozen }),
      ...(wholeNumbers.length > 0 && { wholeNumbers }),
    },
    classes,
    channels,
    size:
      size === null
        ? null
        : { value: size, basis: 'found', source: `The model’s input is of ${size} × ${size} pixels.` },
    openSettings: [],
  }
}

/** What the model says that tensors' names do not. */
function factsOfModel(
  { channels }: ModelFacts,
  plan: TfjsPlan,
  scaling: OwnScaling | null,
  softmax: string | null,
): Partial<ModelFacts> {
  const outputs: Fact<'logits'> = {
    value: 'logits',
    basis: 'found',
    source:
      softmax === null
        ? 'The model does not end in a softmax.'
        : `The ${softmax} at the model’s end is left out, so that what is computed are logits.`,
  }
  return { outputs, ...expectedPixels(plan, channels.value, scaling) }
}

function expectedPixels(
  plan: TfjsPlan,
  channels: 1 | 3,
  scaling: OwnScaling | null,
): Pick<ModelFacts, 'mean' | 'std' | 'channelOrder'> {
  const application = plan.kind === 'layers' ? kerasApplication(plan.model) : null
  const { id, basis, source } =
    scaling !== null
      ? {
          id: scaling.takes255 ? 'bytes' : 'none',
          basis: 'found' as const,
          source: `The model scales its pixels itself, by ${scaling.place}${scaling.takes255 ? ', which takes those of 0 to 255' : ''}.`,
        }
      : {
          id: application?.preprocessing ?? 'none',
          basis: 'assumed' as const,
          source:
            application === null
              ? 'The model does not say; many of TensorFlow.js take pixels in [0, 1].'
              : `By its name it is Keras’s “${application.name}”, whose preprocess_input does so.`,
        }
  const known = preprocessingsOf(channels)
  const chosen = known.find((each) => each.id === id) ?? known[0]
  const { mean, std, channelOrder } = chosen as (typeof known)[number]
  return {
    mean: { value: mean, basis, source },
    std: { value: std, basis, source },
    channelOrder: {
      value: channelOrder,
      basis: 'assumed',
      source: channelOrder === 'rgb' ? 'Models of TensorFlow.js take RGB.' : source,
    },
  }
}
