/** @file The curves of the loss chart, grouped by the loss that each attack maximised. */
import type { LossSeries } from '../../../charts/lossCurves'
import type { LossDescription } from '../../../engine/attacks/losses/description'
import { NORMS } from '../../../store/attacks/normUnits'
import type { AttackForm } from '../../../store/types'
import type { ModelSeries } from '../../parts/figures/useModelSeries'
import { sizeText } from '../../parts/format'

interface LossLine extends LossSeries {
  /** What it was computed with, such as "PGD, L∞, ε = 8/255". */
  readonly attack: string
}

/** Curves of the same loss, which can share an axis. */
export interface LossGroup {
  readonly loss: LossDescription
  readonly lines: readonly LossLine[]
}

/** Such as "PGD, L∞, ε = 8/255". Attacks that the engine has not described yet go by their ids. */
function attackWords({ choice, target }: AttackForm, names: ReadonlyMap<string, string>): string {
  const { norm, epsilon } = choice.settings
  const parts = [names.get(choice.id) ?? choice.id.toUpperCase(), NORMS[norm].name]
  if (target !== null) parts.push(`towards “${target}”`)
  return [...parts, `ε = ${sizeText(epsilon, norm)}`].join(', ')
}

/**
 * @param stale ids of the models whose attack used another image, label or settings than those on screen
 * @param names of attacks, by id
 */
export function lossGroups(
  series: readonly ModelSeries[],
  stale: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
): LossGroup[] {
  const groups = new Map<string, { loss: LossDescription; lines: LossLine[] }>()
  for (const { id, name, color, results } of series) {
    const attack = results.attack.value
    // An attack made on another model has no loss curve on this one.
    if (attack === null || attack.madeOn !== id) continue
    const { maximised, losses } = attack.outcome
    const line = { id, name, color, losses, isStale: stale.has(id), attack: attackWords(attack.form, names) }
    const key = `${maximised.name}, ${maximised.formula}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { loss: maximised, lines: [line] })
    else {
      group.lines.push(line)
      // The loss of random guessing depends on the number of classes, so a reference line must suit all curves.
      if (maximised.reference?.value !== group.loss.reference?.value) group.loss = { ...group.loss, reference: null }
    }
  }
  return [...groups.values()]
}

/** The attacks that a group's curves show: those with the current settings, and the earlier ones, which are dashed. */
export function attacksOf({ lines }: LossGroup): { readonly current: string[]; readonly earlier: string[] } {
  const distinct = (isStale: boolean) => [
    ...new Set(lines.filter((line) => line.isStale === isStale).map(({ attack }) => attack)),
  ]
  return { current: distinct(false), earlier: distinct(true) }
}
