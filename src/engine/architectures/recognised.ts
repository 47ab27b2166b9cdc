/** @file What a family of models is recognised as in a checkpoint, by the names and shapes of its tensors alone. */
/**
 * A setting that names and shapes do not tell, such as the activation. A person is asked, or the labelled images that
 * they check the model with decide.
 */
export interface OpenSetting {
  /** Of the architecture's settings: "activation". */
  readonly field: string
  /** For people: "Activation". */
  readonly label: string
  /** What it can be, the likeliest first. */
  readonly values: readonly [SettingValue, ...SettingValue[]]
  /** What its values are called, by them; those that are left out speak for themselves. */
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
  /**
   * Width and height in pixels of the square image that it takes, where names and shapes tell or make one likely; null
   * where any size is as good.
   */
  readonly size: { readonly value: number; readonly basis: 'found' | 'assumed'; readonly source: string } | null
  readonly openSettings: readonly OpenSetting[]
  /** Tensors that the model can do without, such as an auxiliary head's, with their whole names. Absent: none. */
  readonly ignored?: readonly string[]
}
