/** @file Which file does which kind of instruction. */
import type { Instruction } from '../instructions'
import { compileAttention, compileAttentionBack } from './attention'
import type { Compile } from './compilation'
import { compileConvolution, compileHead, compileHeadBack } from './convolution'
import { compileAveragePool, compileAveragePoolBack, compileMaxPool, compileMaxPoolBack } from './pools'
import { compileGather, compileLayerNorm, compileLayerNormBack, compilePointwise } from './rows'

type CompileAll = { readonly [Kind in Instruction['kind']]: Compile<Extract<Instruction, { kind: Kind }>> }

const COMPILE: CompileAll = {
  convolution: compileConvolution,
  pointwise: compilePointwise,
  head: compileHead,
  headBack: compileHeadBack,
  layerNorm: compileLayerNorm,
  layerNormBack: compileLayerNormBack,
  attention: compileAttention,
  attentionBack: compileAttentionBack,
  maxPool: compileMaxPool,
  maxPoolBack: compileMaxPoolBack,
  averagePool: compileAveragePool,
  averagePoolBack: compileAveragePoolBack,
  gather: compileGather,
}

export const compileInstruction: Compile<Instruction> = (instruction, compilation) =>
  (COMPILE[instruction.kind] as Compile<Instruction>)(instruction, compilation)
