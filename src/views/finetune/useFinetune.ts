import type { FinetuneActions } from '../../app/finetune/finetuneActions'
import type { FinetuneState } from '../../store/finetune'
import { useActions, useApp } from '../appContext'

export const useFinetune = <Part>(select: (finetune: FinetuneState) => Part): Part =>
  useApp((state) => select(state.finetune))

export const useFinetuneActions = (): FinetuneActions => useActions()
