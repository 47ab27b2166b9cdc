/** @file The page's views, in the order of the menu. */
import { Matrix } from './compare/Matrix'
import { AttackControls } from './compare/rail/AttackControls'
import { EpsilonSlider } from './compare/rail/EpsilonSlider'
import { ImageControls } from './compare/rail/ImageControls'
import { compareView } from './compare/view'
import { evaluationView } from './evaluation/view'
import { createFiguresView } from './figures/view'
import { createGeometryView } from './geometry/view'
import { glossaryView } from './glossary/view'
import type { View } from './parts/view'
import { statisticsView } from './statistics/view'
import { timeTravelView } from './timeTravel/view'
import { trainingView } from './training/view'
import { createWhyView } from './why/view'

const whyView = createWhyView({ Matrix, EpsilonSlider })
const figuresView = createFiguresView({ Matrix })

const geometryView = createGeometryView({ EpsilonSlider, ImageControls, AttackControls })

export const VIEWS: readonly View[] = [
  compareView,
  evaluationView,
  statisticsView,
  trainingView,
  timeTravelView,
  geometryView,
  figuresView,
  whyView,
  glossaryView,
]

/** The view with this id, or the first view if there is none. */
export const findView = (id: string): View => VIEWS.find((view) => view.id === id) ?? (VIEWS[0] as View)
