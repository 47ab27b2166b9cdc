import { countOf } from '../../../countOf'
import { inputShapeOf } from '../../tfjsModels/findings'
import type { ArchitectureDescription } from '../types'
import { parseTfjsSettings, type TfjsSettings } from './settings'

/** Any classifier that TensorFlow.js reads: its layers or its graph are part of the manifest. */
export const tfjsDescription: ArchitectureDescription<TfjsSettings> = {
  name: 'tfjs',

  parseSettings: parseTfjsSettings,

  checkInput({ plan }, height, width, channels) {
    const [, rows, columns, values] = inputShapeOf(plan) ?? []
    if ((rows ?? height) === height && (columns ?? width) === width && (values ?? channels) === channels) return
    throw new Error(
      `The model takes images of ${columns ?? width} × ${rows ?? height} pixels and ${countOf(values ?? channels, 'channel')} where the manifest's field "input" says ${width} × ${height} and ${channels}; make it the same.`,
    )
  },

  parameterShapes: ({ shapes, names }) =>
    new Map([...shapes].map(([name, shape]) => [names.get(name) as string, shape])),
}
