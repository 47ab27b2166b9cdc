/** @file How each kind of instruction runs on webgpu. */
import type { Instruction } from '../instructions'
import { prepareAttention, prepareAttentionBack } from './attention'
import { prepareConvolution } from './convolution'
import { prepareGather } from './gather'
import { prepareHead, prepareHeadBack } from './head'
import { prepareLayerNorm, prepareLayerNormBack } from './layerNorm'
import { preparePointwise } from './pointwise'
import { preparePool, preparePoolBack } from './pool'
import type { Preparation, Prepare, Run } from './run'

/** One for each kind. */
const PREPARE: { readonly [Kind in Instruction['kind']]: Prepare<Extract<Instruction, { kind: Kind }>> } = {
  convolution: prepareConvolution,
  pointwise: preparePointwise,
  gather: prepareGather,
  head: prepareHead,
  headBack: prepareHeadBack,
  layerNorm: prepareLayerNorm,
  layerNormBack: prepareLayerNormBack,
  attention: prepareAttention,
  attentionBack: prepareAttentionBack,
  maxPool: preparePool,
  maxPoolBack: preparePoolBack,
  averagePool: preparePool,
  averagePoolBack: preparePoolBack,
}

export const prepare = (instruction: Instruction, preparation: Preparation): Run =>
  (PREPARE[instruction.kind] as Prepare<Instruction>)(instruction, preparation)
