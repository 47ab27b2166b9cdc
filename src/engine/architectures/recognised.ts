/** @file The result of recognising a model in a checkpoint by the names and shapes of its tensors alone. */
/**
 * A setting that names and shapes do not determine, such as the activation. A person is asked, or the labelled images
 * with which they check the model decide.
 */
export interface OpenSetting {
  /** Of the architecture's settings: "activation". */
  readonly field: string
  /** For people: "Activation". */
  readonly label: string
  /** Possible values, the likeliest first. */
  readonly values: readonly [SettingValue, ...SettingValue[]]
  /** Names of the values; values without one are shown as they are. */
  readonly options?: Readonly<Record<string, string>>
  /** Why the first is likeliest, in one sentence: "timm's and torchvision's ResNets have ReLU." */
  readonly source: string
}

export type SettingValue = string | number | boolean

/** Plain data: it goes from the reading worker to the page. */
export interface Recognised {
  /** For people: "ResNet-50, as timm and torchvision name it". */
  readonly title: string
  /** The manifest's field "architecture", with the likeliest value of each open setting. */
  readonly architecture: { readonly name: string; readonly [setting: string]: unknown }
  readonly classes: number
  /** Of the image: 3 for colour, 1 for grey. */
  readonly channels: 1 | 3
  /** Size in pixels of the square input image, if names and shapes determine it or make one likely; else null. */
  readonly size: { readonly value: number; readonly basis: 'found' | 'assumed'; readonly source: string } | null
  readonly openSettings: readonly OpenSetting[]
  /** Full names of tensors that the model does not need, such as an auxiliary head's; absent if there are none. */
  readonly ignored?: readonly string[]
}
