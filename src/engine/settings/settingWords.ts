/** What is said of a setting. */
export interface SettingWords {
  /** In a form, such as "Steps". */
  readonly label: string
  /** Follows the number, such as "/255" or "ε". */
  readonly unit?: string
  /** What it does, in one sentence. */
  readonly help?: string
  /** One and several of what is counted, such as `['step', 'steps']`. */
  readonly counted?: readonly [one: string, several: string]
  /** Ids of the norms in which it has a meaning, where it has none in others. */
  readonly norms?: readonly string[]
  /** What a comparison that answers while a slider moves begins with at most. */
  readonly liveMost?: number
  /** Whether an attack takes proportionally longer with more, so that fewer make a first look at it. */
  readonly multipliesTime?: boolean
  /** Whether a form shows it at once; others are folded away. */
  readonly isMain?: boolean
  /** What it is called within a sentence; its label in lower case, unless it is set. Of a choice: what follows its option. */
  readonly inText?: string
  /** Texts of a choice's options by their values; of a list its entries' names. */
  readonly options?: Readonly<Record<string, string>>
  readonly entries?: readonly string[]
}
