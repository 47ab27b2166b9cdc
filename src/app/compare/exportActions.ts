/** @file What a person can do in the dialog that exports the comparison. */
import type { AppStore } from '../../store/appStore'
import type { ExportForm } from '../../store/compare/exportForm'

export interface ExportActions {
  /** Opens the dialog, with what is not given as it was left. */
  readonly openExport: (form?: Partial<ExportForm>) => void
  readonly setExport: (change: Partial<ExportForm>) => void
}

export function createExportActions(store: AppStore): ExportActions {
  const setExport = (change: Partial<ExportForm>) =>
    store.setState(({ exportForm }) => ({ exportForm: { ...exportForm, ...change } }))
  return {
    setExport,
    openExport(form = {}) {
      setExport(form)
      store.setState({ dialog: 'export' })
    },
  }
}
