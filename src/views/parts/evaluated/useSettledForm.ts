import { useMemo } from 'react'
import { type SettledForm, settledForm } from '../../../store/evaluation/evaluationSettled'
import { useApp } from '../appContext'
import { useEvaluation } from './useEvaluation'

/** The form, with everything left open filled in. */
export function useSettledForm(): SettledForm {
  const form = useEvaluation((evaluation) => evaluation.form)
  const models = useApp((state) => state.models)
  return useMemo(() => settledForm(form, models), [form, models])
}
