/** @file Operations as the kernels read them: words of 32 bits, in the order of the classes in the folder assembly. */
import type { ActivationName } from '../../../architectures/activationNames'

/** As assembly/index.ts counts them. */
export const KINDS = {
  convolution: 0,
  pointwise: 1,
  gather: 2,
  centring: 3,
  layerNorm: 4,
  layerNormBack: 5,
  averagePool: 6,
  averagePoolBack: 7,
  maxPool: 8,
  maxPoolBack: 9,
  attention: 10,
  attentionBack: 11,
  packing: 12,
  planes: 13,
  products: 14,
} as const

/** As assembly/functions.ts counts them. */
const ACTIVATION_IDS: Readonly<Record<ActivationName, number>> = { relu: 1, gelu: 2, silu: 3, softplus: 4 }

/** Whether the kernels know the activation, which may be newer than they are. */
export const isKnownActivation = (name: ActivationName | null): boolean => name === null || name in ACTIVATION_IDS

/** Addresses, of which 0 is none, and the activation: see `Finish` of the fused instructions. */
export interface Target {
  readonly result: number
  readonly addend?: number
  readonly factor?: number
  readonly activation?: ActivationName | null
  readonly slopes?: number
}

export interface Operation {
  readonly words: Int32Array
  /** Memory that it writes on while it runs. */
  readonly scratchBytes: number
}

/** A field that is a float32 among the words. */
export class Float {
  constructor(readonly value: number) {}
}

const bits = new DataView(new ArrayBuffer(4))

function wordOf(field: number | Float): number {
  if (typeof field === 'number') return field
  bits.setFloat32(0, field.value)
  return bits.getInt32(0)
}

/** @param fields after those that all operations have */
export function operation(
  kind: keyof typeof KINDS,
  units: number,
  { result, addend = 0, factor = 0, activation = null, slopes = 0 }: Target,
  fields: readonly (number | Float)[],
  scratchBytes = 0,
): Operation {
  const own = [KINDS[kind], units, result, addend, factor, activation === null ? 0 : ACTIVATION_IDS[activation], slopes]
  return { words: Int32Array.from([...own, ...fields.map(wordOf)]), scratchBytes }
}

/** Rows done by one unit, so that there are enough units for every thread and each is worth a call. */
export const rowsPerUnit = (rows: number): number => Math.min(Math.max(Math.ceil(rows / 16), 1), 64)
