/** @file From an ONNX file to a model, whose graph is computed node by node. */
import { countOf } from '../../../countOf'
import { quoteList } from '../../../quote'
import { computedGraph } from '../../architectures/onnx/description'
import type { Recognised } from '../../architectures/recognised'
import { toBase64 } from '../../onnx/file/base64'
import { externalFiles, joinExternalData } from '../../onnx/file/externalData'
import { findingsOf, type OnnxFindings } from '../../onnx/file/findings'
import { lazyInitialiser } from '../../onnx/file/lazyInitialiser'
import type { ModelProto } from '../../onnx/file/onnx_pb'
import { pruneGraph } from '../../onnx/file/prune'
import { opsetOf, readModelProto } from '../../onnx/file/readModelProto'
import { takeApart } from '../../onnx/file/takeApart'
import { graphFromProto } from '../../onnx/graph/fromProto'
import { lastSoftmax } from '../../onnx/graph/simplify'
import { fileNameOf } from '../formats/fileNames'
import type { OpenedCheckpoint } from '../formats/types'
import type { ModelFacts } from '../found/types'
import { learnedCount, nameAmongWeights, numbersOf } from '../learned'
import { MAX_ONNX_GRAPH_BYTES } from '../limits'
import { factsOf } from '../stateDicts/facts'
import { takeWeights } from '../stateDicts/takeWeights'
import type { LazyTensor } from '../stateDicts/types'

/**
 * The model that an ONNX file is.
 *
 * @param readBeside a file of the same folder by its name; null where there is none
 * @throws Error with one sentence
 */
export async function openOnnx(
  path: string,
  bytes: Uint8Array,
  readBeside: (name: string) => Promise<Uint8Array | null>,
): Promise<OpenedCheckpoint> {
  const file = fileNameOf(path)
  const model = readModelProto(bytes)
  let fileBytes = bytes.length
  for (const name of externalFiles(model)) {
    const values = await readBeside(name)
    fileBytes += values?.length ?? 0
    if (values !== null) joinExternalData(model, new Map([[name, values]]))
  }
  const outputs = model.graph?.output.map(({ name }) => name) ?? []
  pruneGraph(model.graph as NonNullable<ModelProto['graph']>)
  const apart = takeApart(model)
  checkGraphBytes(apart.graph.length)
  const whole = graphFromProto(readModelProto(apart.graph))
  const computed = computedGraph(whole)
  const findings = findingsOf(model, computed)
  const recognised = recognisedAs(model, apart.graph, apart.frozen, findings)
  const softmax = lastSoftmax(whole)
  const tensors = new Map<string, LazyTensor>(
    apart.weights.map((tensor) => [nameAmongWeights(tensor.name, apart.frozen), lazyInitialiser(tensor)]),
  )
  if (learnedCount(tensors) === 0) {
    throw new Error(
      'The ONNX file has no weights that a model could have learned; choose the file of a trained model, or export it again.',
    )
  }
  const facts = await factsOf({ recognised, normalisation: null, contents: { classes: null }, file })
  return {
    kind: 'found',
    found: {
      file,
      name: file.replace(/\.onnx$/i, '') || file,
      format: formatOf(model),
      sets: [
        {
          name: '',
          prefix: '',
          parameters: learnedCount(tensors),
          bytes: [...tensors.values()].reduce((sum, { shape, type }) => sum + numbersOf(shape) * type.size, 0),
          recognised,
          refusal: null,
          facts: { ...facts, ...factsOfGraph(facts, findings, softmax) },
          notes: outputs.length > 1 ? [`Of the graph’s outputs ${quoteList(outputs)} the first is taken.`] : [],
        },
      ],
      published: [],
      notes: [],
    },
    takeWeights: (_set, reading) => takeWeights(tensors, fileBytes, reading),
  }
}

function checkGraphBytes(bytes: number): void {
  if (bytes <= MAX_ONNX_GRAPH_BYTES) return
  throw new Error(
    `The ONNX graph takes ${countOf(bytes, 'byte')} without its weights, more than the ${MAX_ONNX_GRAPH_BYTES.toLocaleString('en')} allowed; export the model with do_constant_folding=False.`,
  )
}

const formatOf = (model: ModelProto) =>
  `ONNX file of opset ${opsetOf(model)}${model.producerName === '' ? '' : `, written by ${model.producerName} ${model.producerVersion}`.trimEnd()}`

function recognisedAs(
  model: ModelProto,
  graph: Uint8Array,
  frozen: readonly string[],
  { channels, classes, size }: OnnxFindings,
): Recognised {
  return {
    title: `ONNX graph of ${countOf(model.graph?.node.length ?? 0, 'node')}`,
    architecture: { name: 'onnx', graph: toBase64(graph), ...(frozen.length > 0 && { frozen }) },
    classes,
    channels,
    size:
      size === null
        ? null
        : { value: size, basis: 'found', source: `The graph’s input is of ${size} × ${size} pixels.` },
    openSettings: [],
  }
}

/** What a graph says beyond tensors' names. */
function factsOfGraph(
  facts: ModelFacts,
  { channels, normalising }: OnnxFindings,
  softmax: string | null,
): Partial<ModelFacts> {
  const each = (value: number) => Array.from({ length: channels }, () => value)
  const source = `The graph normalises its images itself, by the nodes ${quoteList(normalising)}.`
  const own = normalising.length > 0 && {
    mean: { value: each(0), basis: 'found' as const, source },
    std: { value: each(1), basis: 'found' as const, source },
  }
  const outputs =
    softmax === null
      ? 'The graph does not end in a softmax.'
      : `The ${softmax} at the graph’s end is left out, so that what is computed are logits.`
  return { ...facts, ...own, outputs: { value: 'logits', basis: 'found', source: outputs } }
}
