/** @file Models that tfjs has read, kept by what they were read from: reading is asynchronous, computing is not. */
import type { TfjsSettings } from '../../architectures/tfjs/settings'
import { graphProgram } from './graphProgram'
import { layersProgram } from './layersProgram'
import type { TfjsProgram } from './types'

/** They hold no tensor, and a session opens few. */
const programs = new Map<string, TfjsProgram>()

/** Has tfjs read a model, unless it has. Throws one sentence where it cannot. */
export async function readProgram(settings: TfjsSettings): Promise<void> {
  if (programs.has(settings.key)) return
  const { plan, shapes } = settings
  const program = plan.kind === 'layers' ? await layersProgram(plan.model, shapes) : await graphProgram(plan.graph)
  programs.set(settings.key, program)
}

/** Of settings that have been read by `readProgram`. */
export function programOf({ key }: TfjsSettings): TfjsProgram {
  const program = programs.get(key)
  if (program === undefined) throw new Error('The model was not read before it computes; open it again.')
  return program
}
