/** @file Golden graphs of classifiers exported to ONNX (models/training/make_onnx_goldens.py), and as whole files. Free of tfjs. */
import { readSafetensors, type StoredTensor } from '../engine/checkpoints/safetensors'
import { fromBase64 } from '../engine/onnx/file/base64'
import { putTogether } from '../engine/onnx/file/putTogether'
import { readModelProto } from '../engine/onnx/file/readModelProto'
import { isWithoutValues, shapeOfTensor } from '../engine/onnx/file/tensors'
import { drawnParameter } from './drawn'
import { readRepositoryFile } from './goldens'

/** How a tensor of the graph follows from the model's parameters. */
interface Origin {
  readonly tensor: string
  readonly from: readonly string[]
  /** "same", "transpose", "reshape", or with the batch norm after it folded in: "filter 1e-05", "shift 1e-05". */
  readonly by: string
  readonly shape?: readonly number[]
}

export interface ExportedGraph {
  readonly dynamo: boolean
  readonly dynamic: boolean
  readonly opset: number
  /** Base64. */
  readonly graph: string
  readonly origins: readonly Origin[]
}

export interface OnnxGolden {
  readonly side: number
  /** Shapes by name. */
  readonly parameters: Readonly<Record<string, readonly number[]>>
  /** Names of those that are learned, as the rows of "parameterGradients". */
  readonly learned: readonly string[]
  readonly graphs: readonly ExportedGraph[]
  readonly expected: (name: 'logits' | 'gradient' | 'parameterGradients') => StoredTensor
}

/** @param folder and how a file in it is read; without, the repository's */
export async function readOnnxGolden(
  name: string,
  folder = 'e2e/goldens/onnx',
  read = readRepositoryFile,
): Promise<OnnxGolden> {
  const packed = new Blob([await read(`${folder}/${name}.graphs`)])
  const text = await new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).text()
  const tensors = readSafetensors(await read(`${folder}/${name}.safetensors`))
  return { ...JSON.parse(text), expected: (tensor: string) => tensors.get(tensor) as StoredTensor }
}

/** Each of a golden's graphs as an ONNX file, whose weights are drawn from their names in it. */
export async function onnxGoldenFiles(name: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const { graphs } = await readOnnxGolden(name)
  return graphs.map(({ graph }) => wholeFile(fromBase64(graph)))
}

/** A graph with weights that are drawn from their names. */
export function wholeFile(graph: Uint8Array): Uint8Array<ArrayBuffer> {
  const missing = readModelProto(graph).graph?.initializer.filter(isWithoutValues) ?? []
  const draw = (name: string, shape: readonly number[]) => ({ values: drawnParameter(name, shape) })
  const weights = new Map(missing.map((tensor) => [tensor.name, draw(tensor.name, shapeOfTensor(tensor))]))
  return putTogether({ graph, frozen: [] }, weights)
}
