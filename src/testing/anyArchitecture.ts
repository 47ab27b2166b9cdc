import type { ArchitectureDescription, ParameterShapes } from '../engine/architectures/types'

/** Takes any tensors for a model that is made of just them, where they have a last layer under this name. */
export const anyArchitecture = (lastLayer = ''): readonly ArchitectureDescription<unknown>[] => [
  {
    name: 'resnet',
    parseSettings: (settings) => settings,
    parameterShapes: (settings) => (settings as { readonly shapes: ParameterShapes }).shapes,
    recognise: (shapes) => {
      if (lastLayer !== '' && !shapes.has(lastLayer)) return null
      const architecture = { name: 'resnet', shapes: new Map(shapes) }
      const classes = shapes.get(lastLayer)?.[0] ?? 10
      return { title: 'Anything', architecture, classes, channels: 3, size: null, openSettings: [] }
    },
  },
]
