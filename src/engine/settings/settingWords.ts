/** The words of a setting. */
export interface SettingWords {
  /** Its label in a form, such as "Steps". */
  readonly label: string
  /** Follows the number, such as "/255" or "ε". */
  readonly unit?: string
  /** What it does, in one sentence. */
  readonly help?: string
  /** Singular and plural of what is counted, such as `['step', 'steps']`. */
  readonly counted?: readonly [one: string, several: string]
  /** Ids of the norms in which it applies, if not in all. */
  readonly norms?: readonly string[]
  /** The largest initial value in the comparison, which responds while a slider moves. */
  readonly liveMost?: number
  /** Whether an attack's duration is proportional to it, so that a smaller value gives a quick first look. */
  readonly multipliesTime?: boolean
  /** Whether a form shows it directly; others are folded away. */
  readonly isMain?: boolean
  /** Its name within a sentence, by default its label in lower case. For a choice: what follows its option. */
  readonly inText?: string
  /** Texts of a choice's options by value; for a list, the names of its entries. */
  readonly options?: Readonly<Record<string, string>>
  readonly entries?: readonly string[]
}
