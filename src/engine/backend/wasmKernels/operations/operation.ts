/** @file Operations as the kernels read them: 32-bit words, in the order of the classes in the folder assembly. */
import type { ActivationName } from '../../../architectures/activationNames'

/** Numbered as in assembly/units.ts. */
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
  filterGradient: 15,
  columnSums: 16,
  gradientTiles: 17,
  tileProducts: 18,
  tileSums: 19,
} as const

/** Numbered as in assembly/functions.ts. */
const ACTIVATION_IDS: Readonly<Record<ActivationName, number>> = { relu: 1, gelu: 2, silu: 3, softplus: 4 }

/** Whether the kernels support the activation. */
export const isKnownActivation = (name: ActivationName | null): boolean => name === null || name in ACTIVATION_IDS

/** Addresses (0: absent) and the activation; see `Finish` in the fused instructions. */
export interface Target {
  readonly result: number
  readonly addend?: number
  readonly factor?: number
  readonly activation?: ActivationName | null
  readonly slopes?: number
  readonly curvatures?: number
  readonly product?: number
  readonly after?: number
}

export interface Operation {
  readonly words: Int32Array
  /** Scratch memory that it needs while it runs. */
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
  target: Target,
  fields: readonly (number | Float)[],
  scratchBytes = 0,
): Operation {
  const { result, addend = 0, factor = 0, activation = null, slopes = 0 } = target
  const { curvatures = 0, product = 0, after = 0 } = target
  const activationId = activation === null ? 0 : ACTIVATION_IDS[activation]
  const own = [KINDS[kind], units, result, addend, factor, activationId, slopes, curvatures, product, after]
  return { words: Int32Array.from([...own, ...fields.map(wordOf)]), scratchBytes }
}

/** Rows per unit: few enough to give every thread work, and enough to be worth a call. */
export const rowsPerUnit = (rows: number): number => Math.min(Math.max(Math.ceil(rows / 16), 1), 64)
