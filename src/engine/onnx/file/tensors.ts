/** @file Tensors as ONNX stores them: in a field of their number format, or as raw bytes. */

import { countOf } from '../../../countOf'
import { quoteShape, quoteValue } from '../../../quote'
import { float16ToNumber } from '../../checkpoints/float16'
import type { Constant } from '../graph/types'
import { TensorProto_DataLocation as Location, type TensorProto } from './onnx_pb'

interface Format {
  readonly kind: Constant['kind']
  /** Bytes of one number. */
  readonly size: number
  readonly read: (view: DataView, at: number) => number
  /** The field with the numbers if they are not raw bytes, and how to interpret them. */
  readonly field: 'floatData' | 'int32Data' | 'int64Data' | 'doubleData'
  readonly ofField?: (number: number) => number
}

const ofBits = (size: number, read: Format['read']) => (bits: number) => {
  const view = new DataView(new ArrayBuffer(size))
  view.setUint16(0, bits & 0xffff, true)
  return read(view, 0)
}
const float16: Format['read'] = (view, at) => float16ToNumber(view.getUint16(at, true))
const bfloat16: Format['read'] = (view, at) => {
  const wide = new DataView(new ArrayBuffer(4))
  wide.setUint16(2, view.getUint16(at, true), true)
  return wide.getFloat32(0, true)
}
const whole = (size: number, read: Format['read'], field: Format['field'] = 'int32Data'): Format => ({
  kind: 'int',
  size,
  read,
  field,
})

/** By TensorProto.DataType. */
const FORMATS: ReadonlyMap<number, Format> = new Map<number, Format>([
  [1, { kind: 'float', size: 4, read: (view, at) => view.getFloat32(at, true), field: 'floatData' }],
  [2, whole(1, (view, at) => view.getUint8(at))],
  [3, whole(1, (view, at) => view.getInt8(at))],
  [4, whole(2, (view, at) => view.getUint16(at, true))],
  [5, whole(2, (view, at) => view.getInt16(at, true))],
  [6, whole(4, (view, at) => view.getInt32(at, true))],
  [7, whole(8, (view, at) => Number(view.getBigInt64(at, true)), 'int64Data')],
  [9, { ...whole(1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)), kind: 'bool' }],
  [10, { kind: 'float', size: 2, read: float16, field: 'int32Data', ofField: ofBits(2, float16) }],
  [11, { kind: 'float', size: 8, read: (view, at) => view.getFloat64(at, true), field: 'doubleData' }],
  [12, whole(4, (view, at) => view.getUint32(at, true), 'int64Data')],
  [13, whole(8, (view, at) => Number(view.getBigUint64(at, true)), 'int64Data')],
  [16, { kind: 'float', size: 2, read: bfloat16, field: 'int32Data', ofField: ofBits(2, bfloat16) }],
])

/** A tensor's type by TensorProto.DataType, for casts; undefined if it is not supported. */
export const kindOfDataType = (type: number): Constant['kind'] | undefined => FORMATS.get(type)?.kind

export const shapeOfTensor = ({ dims }: TensorProto): number[] => dims.map(Number)

export const sizeOfTensor = (tensor: TensorProto): number =>
  shapeOfTensor(tensor).reduce((product, length) => product * length, 1)

export const isFloatTensor = ({ dataType }: TensorProto): boolean => FORMATS.get(dataType)?.kind === 'float'

/** Whether its floating-point numbers were moved to the model's weights. */
export const isWithoutValues = (tensor: TensorProto): boolean =>
  isFloatTensor(tensor) &&
  tensor.rawData.length === 0 &&
  tensor.floatData.length === 0 &&
  tensor.int32Data.length === 0 &&
  tensor.doubleData.length === 0 &&
  shapeOfTensor(tensor).every((length) => length > 0)

/** Converts floating-point numbers of any width to float32. Throws one sentence that names the tensor. */
export function readTensor(tensor: TensorProto): Constant {
  const name = quoteValue(tensor.name)
  if (tensor.dataLocation === Location.EXTERNAL) {
    throw new Error(
      `The ONNX file keeps the values of its tensor ${name} in another file; choose both files together, export the model with external_data=False, or join them: onnx.save(onnx.load("model.onnx"), "joined.onnx").`,
    )
  }
  const format = FORMATS.get(tensor.dataType)
  if (format === undefined) {
    throw new Error(
      `The ONNX file's tensor ${name} is of the data type ${tensor.dataType}, which is not read; export the model in float32, without quantising it.`,
    )
  }
  const shape = shapeOfTensor(tensor)
  const size = shape.reduce((product, length) => product * length, 1)
  const raw = tensor.rawData
  const given = tensor[format.field]
  const count = raw.length > 0 ? raw.length / format.size : given.length
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0) || count !== size) {
    throw new Error(
      `The ONNX file's tensor ${name} holds ${countOf(count, 'number')} where its shape ${quoteShape(shape)} needs ${size.toLocaleString('en')}; export the model again.`,
    )
  }
  const values = format.kind === 'float' ? new Float32Array(size) : new Float64Array(size)
  if (raw.length > 0) {
    if (tensor.dataType === 1) new Uint8Array(values.buffer).set(raw)
    else {
      const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
      for (let i = 0; i < size; i++) values[i] = format.read(view, i * format.size)
    }
  } else {
    const understood = format.ofField ?? ((number: number) => number)
    for (let i = 0; i < size; i++) values[i] = understood(Number(given[i]))
  }
  return { kind: format.kind, shape, values }
}
