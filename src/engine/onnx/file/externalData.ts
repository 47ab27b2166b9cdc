/** @file Weights that lie in a second file, as PyTorch's newer exporter writes them: joined where that file is there too. */
import { TensorProto_DataLocation as Location, type ModelProto, type TensorProto } from './onnx_pb'

const externalTensors = ({ graph }: ModelProto): TensorProto[] =>
  graph?.initializer.filter(({ dataLocation }) => dataLocation === Location.EXTERNAL) ?? []

const entryOf = ({ externalData }: TensorProto, key: string) => externalData.find((entry) => entry.key === key)?.value

/** Names of the files that hold weights, as the model has them: "model.onnx.data". */
export const externalFiles = (model: ModelProto): string[] => [
  ...new Set(externalTensors(model).map((tensor) => entryOf(tensor, 'location') ?? '')),
]

/**
 * Puts the numbers where they would be in one file; tensors of files that are not there stay as they are.
 *
 * @throws Error with one sentence where a file ends before a tensor does
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
        `The tensor ${JSON.stringify(tensor.name.slice(0, 80))} ends at byte ${end} of ${JSON.stringify(location.slice(0, 80))}, which has ${file.length}; export the model again.`,
      )
    }
    tensor.rawData = file.subarray(begin, end)
    tensor.dataLocation = Location.DEFAULT
    tensor.externalData = []
  }
}
