/** @file What a person can do in the dialog that exports the comparison. */
import type { AppStore } from '../../store/appStore'
import { type ExportForm, initialExport } from '../../store/compare/exportForm'

export interface ExportActions {
  /** Opens the dialog, with what is not given as it was left. */
  readonly openExport: (form?: Partial<ExportForm>) => void
  readonly setExport: (change: Partial<ExportForm>) => void
  readonly closeExport: () => void
}

export function createExportActions(store: AppStore): ExportActions {
  let last = initialExport
  const set = (exportForm: ExportForm) => {
    last = exportForm
    store.setState({ exportForm })
  }
  return {
    openExport: (form = {}) => set({ ...last, ...form }),
    setExport: (change) => set({ ...last, ...change }),
    closeExport: () => store.setState({ exportForm: null }),
  }
}
