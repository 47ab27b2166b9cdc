/** @file Every supported operator, by ONNX's name. */
import { ACTIVATION_OPERATORS } from './activations'
import { ATTENTIONS } from './attention'
import { CONVOLUTIONS } from './convolution'
import { ELEMENTWISE } from './elementwise'
import { JOINS } from './joins'
import { MATRICES } from './matrices'
import { MOVEMENTS } from './movement'
import { NORMALISATIONS } from './normalisation'
import { PARTS } from './parts'
import { POOLS } from './pooling'
import { REDUCTIONS } from './reductions'
import { RESIZES } from './resize'
import { SHAPE_OPERATORS } from './shapes'
import { SOFTMAXES } from './softmax'
import { TRIANGLES } from './triangles'
import type { Operator, Operators } from './types'

const KINDS: readonly Operators[] = [
  ACTIVATION_OPERATORS,
  ATTENTIONS,
  CONVOLUTIONS,
  ELEMENTWISE,
  JOINS,
  MATRICES,
  MOVEMENTS,
  NORMALISATIONS,
  PARTS,
  POOLS,
  REDUCTIONS,
  RESIZES,
  SHAPE_OPERATORS,
  SOFTMAXES,
  TRIANGLES,
]

export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  KINDS.flatMap((kind) => Object.entries(kind)).map(([name, given]) => [
    name,
    typeof given === 'function' ? { compute: given } : given,
  ]),
)
