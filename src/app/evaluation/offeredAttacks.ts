/** @file Asks the engine, once it runs, which attacks an evaluation can be made with, and sets the usual one. */
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
    // Lost with its engine: the next one is asked.
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
