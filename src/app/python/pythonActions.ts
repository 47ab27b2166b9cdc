/** @file What is on screen as Python scripts. They are written only when asked for, so that the page loads without them. */
import { fetchedCode } from '../../fetchedCode'
import type { AppStore } from '../../store/appStore'
import type { EngineSession } from '../engineSession'

export interface PythonActions {
  /** The comparison's attack on the models that are ready, on the image shown. Rejects with one sentence. */
  readonly attackAsPython: () => Promise<string>
  /** The evaluation that is shown. Rejects with one sentence. */
  readonly evaluationAsPython: () => Promise<string>
}

export function createPythonActions(store: AppStore, session: EngineSession): PythonActions {
  const scripts = () => fetchedCode(() => import('./scripts'))
  return {
    attackAsPython: async () => (await scripts()).attackAsPython(store, session),
    evaluationAsPython: async () => (await scripts()).evaluationAsPython(store, session),
  }
}
