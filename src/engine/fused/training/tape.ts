/** @file Ops of one's own on tfjs's tape, whose gradients are computed one by one, when they are asked for. */
import * as tf from '../../tf'

/** A gradient for each input, by its name or index. */
type Gradients = Readonly<Record<string, () => tf.Tensor>>

export interface TapeOp<Inputs, Out extends tf.Tensor> {
  /** Their gradients are asked for in this order. */
  readonly inputs: Inputs
  readonly compute: () => Out
  /** @param saved copies of inputs, kept until the tape is disposed of */
  readonly gradients: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => Gradients
}

/**
 * Kernels, as `tf.customGrad` computes all gradients, even those that nobody needs. What they do is among their
 * attributes.
 */
const SAVING_ALL = 'FusedNetwork'
const SAVING_GRADIENT = 'FusedNetworkGradient'

function install(): void {
  for (const kernelName of [SAVING_ALL, SAVING_GRADIENT]) {
    if (tf.getKernel(kernelName, tf.getBackend()) !== undefined) return
    tf.registerKernel({
      kernelName,
      backendName: tf.getBackend(),
      kernelFunc: ({ attrs }) => (attrs as unknown as TapeOp<unknown, tf.Tensor>).compute(),
    })
    if (tf.getGradient(kernelName) !== undefined) continue
    tf.registerGradient({
      kernelName,
      ...(kernelName === SAVING_ALL ? { saveAllInputs: true } : { inputsToSave: ['gradient'] }),
      gradFunc: (dy, saved, attrs) =>
        (attrs as unknown as TapeOp<unknown, tf.Tensor>).gradients(dy as tf.Tensor, saved) as never,
    })
  }
}

/** Whether what is computed now may be differentiated. */
export const isTapeOn = (): boolean => (tf.engine() as unknown as { isTapeOn(): boolean }).isTapeOn()

/** All inputs are saved. */
export function runOnTape<Out extends tf.Tensor>({ inputs, ...op }: TapeOp<readonly tf.Tensor[], Out>): Out {
  install()
  return tf.engine().runKernel(SAVING_ALL, inputs as never, op as never) as Out
}

/** Only the gradient is saved, not the tensor that it is a gradient at. */
export function runGradientOnTape<Out extends tf.Tensor>({
  inputs,
  ...op
}: TapeOp<{ readonly gradient: tf.Tensor; readonly at: tf.Tensor }, Out>): Out {
  install()
  return tf.engine().runKernel(SAVING_GRADIENT, { ...inputs }, op as never) as Out
}
