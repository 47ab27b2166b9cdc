/**
 * @file Every parameter of the page's address, in the order in which they are read: what depends on another, as
 * settings on their attack, comes after it. Adding one is one definition and one line.
 */
import type { AddressParameter } from './parameter'
import { comparisonParameters } from './parameters/comparison'
import { evaluationParameters } from './parameters/evaluation'
import { geometryParameters } from './parameters/geometry'
import { imageParameters } from './parameters/image'
import { modelsParameter } from './parameters/models'
import { overlayParameter } from './parameters/overlay'
import { type KnownParts, pageParameters } from './parameters/page'
import { statisticsParameters } from './parameters/statistics'
import { timeTravelParameters } from './parameters/timeTravel'
import { trainingParameters } from './parameters/training'

export const addressParameters = (known: KnownParts): readonly AddressParameter[] => [
  modelsParameter(known),
  ...pageParameters(known),
  ...imageParameters,
  ...comparisonParameters,
  ...evaluationParameters,
  overlayParameter,
  ...trainingParameters,
  ...statisticsParameters,
  ...timeTravelParameters,
  ...geometryParameters,
]
