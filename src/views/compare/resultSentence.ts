/** @file What the comparison has found, in one sentence for those who do not see it. */
import { outcomeAt } from '../../outcomes/outcome'
import { isAttackCurrent } from '../../store/compare/currentResults'
import { readyManifests } from '../../store/compare/questions'
import type { AppState } from '../../store/types'
import { sizeText } from '../parts/format'
import { distinctNames } from '../parts/models/names'

/**
 * How the attack ended on each model: "PGD at 8/255: Natural fooled, Gradient norm robust." null until all of them are
 * done with the settings on screen.
 */
export function resultSentence(state: AppState): string | null {
  const manifests = readyManifests(state.models)
  if (manifests.length === 0 || state.models.some(({ status }) => status === 'loading')) return null
  const names = distinctNames(manifests)
  const { id, settings } = state.attack.choice
  const outcomes: string[] = []
  for (const [place, manifest] of manifests.entries()) {
    const attack = state.results[manifest.id]?.attack
    if (!attack?.value || attack.progress !== null || attack.value.isFirstLook) return null
    if (!isAttackCurrent(state, manifest.id, attack.value)) return null
    outcomes.push(`${names[place]} ${outcomeAt(attack.value.outcome.verdict, settings.epsilon).shortWord}`)
  }
  const name = state.evaluation.attacks.find((attack) => attack.id === id)?.name ?? id.toUpperCase()
  return `${name} at ${sizeText(settings.epsilon, settings.norm)}: ${outcomes.join(', ')}.`
}
