/** @file Settings of Keras's layers that tfjs passes over, which would be computed wrongly without a word. */
import { quoteValue } from '../../../quote'
import type { JsonObject } from '../file/types'

/** What a setting must be, where it is there: then passing over it changes nothing. */
const NEUTRAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  BatchNormalization: { renorm: false, virtual_batch_size: null },
  Conv2D: { groups: 1 },
  Conv2DTranspose: { dilation_rate: 1, output_padding: null, groups: 1 },
  DepthwiseConv2D: { dilation_rate: 1 },
  GlobalAveragePooling1D: { keepdims: false },
  GlobalAveragePooling2D: { keepdims: false },
  GlobalMaxPooling1D: { keepdims: false },
  GlobalMaxPooling2D: { keepdims: false },
  LayerNormalization: { rms_scaling: false },
  ReLU: { negative_slope: 0, threshold: 0 },
  // tfjs resizes from the corners of pixels, Keras from their middles.
  UpSampling2D: { interpolation: 'nearest' },
}

/** Throws one sentence that names the layer and the setting. */
export function checkIgnoredSettings(kind: string, config: JsonObject): void {
  if (/^channels_?first$/i.test(String(config.data_format))) {
    throw new Error(
      `The layer ${quoteValue(config.name)} takes the channels first, where TensorFlow.js is read with the channels last; save the model with data_format="channels_last".`,
    )
  }
  for (const [setting, neutral] of Object.entries(NEUTRAL[kind] ?? {})) {
    const given = config[setting]
    const all = Array.isArray(given) ? given : [given]
    if (all.every((each) => each === undefined || each === null || each === neutral)) continue
    throw new Error(
      `The layer ${quoteValue(config.name)} has ${setting} = ${quoteValue(given)}, which TensorFlow.js does not compute; export the model to ONNX.`,
    )
  }
}
