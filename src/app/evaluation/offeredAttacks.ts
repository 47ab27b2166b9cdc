/** @file Asks the engine, once it runs, which attacks it offers for an evaluation, and sets the usual one. */
import type { EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import { usualAttack } from '../../store/evaluation/evaluationForm'
import { updateEvaluation } from './evaluationState'

export function offerAttacks(store: AppStore, client: () => EngineClient): void {
  let asked = false
  const ask = async () => {
    asked = true
    const attacks = await client()
      .call('describeAttacks', {})
      .result.catch(() => [])
    // If the engine was lost, the next one is asked.
    if (attacks.length === 0) asked = false
    updateEvaluation(store, ({ form }) => ({
      attacks,
      form: form.attack === null ? { ...form, attack: usualAttack(form.measure, attacks, 'linf') } : form,
    }))
  }
  store.subscribe(({ engine }, before) => {
    if (!asked && engine.status === 'ready' && before.engine.status !== 'ready') void ask()
  })
}
