import { ZooTable } from '../../views/models/ZooTable'
import { FIXED_MANIFESTS } from './fixedModels'
import type { Panel } from './types'

export const zooPanel: Panel = { title: 'Models to choose from', content: <ZooTable manifests={FIXED_MANIFESTS} /> }
