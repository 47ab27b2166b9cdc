/** @file The curves of the loss chart: each result says which loss was maximised, and by which attack. */
import type { LossSeries } from '../../../charts/lossChart'
import type { LossDescription } from '../../../engine/attacks/losses/description'
import { NORM_UNITS } from '../../../store/attacks/normUnits'
import type { AttackForm } from '../../../store/types'
import type { ModelSeries } from '../../parts/figures/useModelSeries'
import { sizeText } from '../../parts/format'

interface LossLine extends LossSeries {
  /** What it was computed with, such as "PGD, L∞, ε = 8/255". */
  readonly attack: string
}

/** Curves of one loss, which can share an axis. */
export interface LossGroup {
  readonly loss: LossDescription
  readonly lines: readonly LossLine[]
}

/** Such as "PGD, L∞, ε = 8/255". An attack that the engine has not told of goes by its id. */
function attackWords({ choice, target }: AttackForm, names: ReadonlyMap<string, string>): string {
  const { norm, epsilon } = choice.settings
  const parts = [names.get(choice.id) ?? choice.id.toUpperCase(), NORM_UNITS[norm].name]
  if (target !== null) parts.push(`towards “${target}”`)
  return [...parts, `ε = ${sizeText(epsilon, norm)}`].join(', ')
}

/**
 * @param stale ids of the models whose attack is of other settings, another image or another label than are on screen
 * @param names of attacks, by their ids
 */
export function lossGroups(
  series: readonly ModelSeries[],
  stale: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
): LossGroup[] {
  const groups = new Map<string, { loss: LossDescription; lines: LossLine[] }>()
  for (const { id, name, color, results } of series) {
    const attack = results.attack.value
    // What was made elsewhere has no steps here.
    if (attack === null || attack.madeOn !== id) continue
    const { maximised, losses } = attack.outcome
    const line = { name, color, losses, isStale: stale.has(id), attack: attackWords(attack.form, names) }
    const key = `${maximised.name}, ${maximised.formula}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { loss: maximised, lines: [line] })
    else {
      group.lines.push(line)
      // Guessing among 10 classes costs less than among 100: one reference line can not represent both.
      if (maximised.reference?.value !== group.loss.reference?.value) group.loss = { ...group.loss, reference: null }
    }
  }
  return [...groups.values()]
}

/** Which attacks a group's curves show: those of the settings on screen, and those that are dimmed. */
export function attacksOf({ lines }: LossGroup): { readonly current: string[]; readonly dimmed: string[] } {
  const distinct = (isStale: boolean) => [
    ...new Set(lines.filter((line) => line.isStale === isStale).map(({ attack }) => attack)),
  ]
  return { current: distinct(false), dimmed: distinct(true) }
}
