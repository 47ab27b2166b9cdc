/** @file Weights in a second file, as PyTorch's newer exporter writes them, which are joined if that file is given. */
import { quoteValue } from '../../../quote'
import { TensorProto_DataLocation as Location, type ModelProto, type TensorProto } from './onnx_pb'

const externalTensors = ({ graph }: ModelProto): TensorProto[] =>
  graph?.initializer.filter(({ dataLocation }) => dataLocation === Location.EXTERNAL) ?? []

const entryOf = ({ externalData }: TensorProto, key: string) => externalData.find((entry) => entry.key === key)?.value

/** Names of the files with weights, as in the model: "model.onnx.data". */
export const externalFiles = (model: ModelProto): string[] => [
  ...new Set(externalTensors(model).map((tensor) => entryOf(tensor, 'location') ?? '')),
]

/**
 * Moves the numbers to where a single file would have them; tensors of missing files are unchanged.
 *
 * @throws Error with one sentence if a file ends before a tensor does
 */
export function joinExternalData(model: ModelProto, files: ReadonlyMap<string, Uint8Array>): void {
  for (const tensor of externalTensors(model)) {
    const location = entryOf(tensor, 'location') ?? ''
    const file = files.get(location)
    if (file === undefined) continue
    const begin = Number(entryOf(tensor, 'offset') ?? 0)
    const end = begin + Number(entryOf(tensor, 'length') ?? file.length - begin)
    if (!(begin >= 0 && begin <= end && end <= file.length)) {
      throw new Error(
        `The tensor ${quoteValue(tensor.name)} ends at byte ${end} of ${quoteValue(location)}, which has ${file.length}; export the model again.`,
      )
    }
    tensor.rawData = file.subarray(begin, end)
    tensor.dataLocation = Location.DEFAULT
    tensor.externalData = []
  }
}
