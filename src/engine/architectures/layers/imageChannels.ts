import * as tf from '../../tf'

/** Images of as many channels as a network takes: of one, what colours they have is their mean. */
export const toChannels = (x: tf.Tensor4D, channels: number): tf.Tensor4D =>
  channels === 1 && x.shape[3] !== 1 ? tf.mean(x, 3, true) : x
