/** @file What a person can do with statistics beyond the verbs of all runs: settings, looking, and opening an image. */
import { findGalleryImage } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import type { StatisticsForm, StatisticsLook, StatisticsRun, ValueRange } from '../../store/statistics/statistics'
import type { ImageReader } from '../compare/imageReader'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { ZooActions } from '../models/zooActions'
import type { KeptList } from '../runs/keptList'
import { ResumableRun } from '../runs/resumableRun'
import { StatisticsDriver } from './statisticsDriver'
import { StatisticsImages } from './statisticsImages'
import { StatisticsJudges } from './statisticsJudges'
import { updateStatistics } from './statisticsState'

export interface StatisticsActions {
  readonly setStatistics: (change: Partial<StatisticsForm>) => void
  readonly lookAtStatistics: (change: Partial<StatisticsLook>) => void
  /** Selects the images whose numbers lie in these ranges; a range that is null selects by its number no more. */
  readonly selectStatistics: (ranges: Readonly<Record<string, ValueRange | null>>) => void
  readonly clearStatisticsSelection: () => void
  /**
   * Splits images by an evaluation that is kept or shown, at its epsilon nearest to the run's; by the run itself at null.
   * Throws one sentence if it cannot.
   */
  readonly judgeStatisticsBy: (evaluationId: string | null) => Promise<void>
  /** Splits them at another epsilon of the evaluation. */
  readonly judgeStatisticsAt: (epsilon: number) => void
  /** Reads images of the run for display, by their positions in its source. */
  readonly showStatisticsImages: (indices: readonly number[]) => Promise<void>
  /** Opens an image of the run in the comparison, with the run's models and the image's class as the label. */
  readonly compareStatisticsImage: (index: number) => Promise<void>
}

interface StatisticsParts {
  readonly store: AppStore
  readonly session: EngineSession
  readonly list: KeptList
  /** The images that evaluations offer. */
  readonly dataSource: DataSource
  readonly reader: ImageReader
  readonly zoo: Pick<ZooActions, 'showModels'>
}

export function createStatisticsActions({ store, session, list, dataSource, reader, zoo }: StatisticsParts): {
  readonly actions: StatisticsActions
  readonly run: ResumableRun<'statistics'>
} {
  const run = new ResumableRun(new StatisticsDriver(store, session, dataSource), { store, session, list, dataSource })
  const images = new StatisticsImages(store, () => session.client, dataSource)
  const look: StatisticsActions['lookAtStatistics'] = (change) =>
    updateStatistics(store, (statistics) => ({ look: { ...statistics.look, ...change } }))
  const shown = (): StatisticsRun | null => store.getState().statistics.run
  const judges = new StatisticsJudges(store, list)
  return {
    run,
    actions: {
      setStatistics: (change) =>
        updateStatistics(store, ({ form }) => ({ form: { ...form, ...change }, problem: null })),
      lookAtStatistics: look,
      selectStatistics(changes) {
        const all = { ...store.getState().statistics.look.ranges, ...changes }
        const ranges = Object.entries(all).filter((entry): entry is [string, ValueRange] => entry[1] !== null)
        look({ ranges: Object.fromEntries(ranges) })
      },
      clearStatisticsSelection: () => look({ ranges: {} }),
      judgeStatisticsBy: (evaluationId) => judges.choose(evaluationId),
      judgeStatisticsAt: (epsilon) => judges.setEpsilon(epsilon),
      showStatisticsImages: (indices) => images.show(indices),
      async compareStatisticsImage(index) {
        const run = shown()
        if (run === null) return
        const { source, models } = run.plan
        const label = labelOf(run, index)
        const about = 'Chosen from the statistics.'
        const galleryId = source.kind === 'gallery' ? source.ids[index] : undefined
        const inGallery = galleryId === undefined ? undefined : findGalleryImage(galleryId)
        const file = inGallery === undefined ? await images.fileOf(index) : null
        zoo.showModels(models.map(({ id }) => id))
        store.setState({ view: 'compare' })
        if (inGallery !== undefined) return reader.openFromGallery(inGallery, { label, about })
        if (file !== null) await reader.open(file.file, file.name, { label, about })
      },
    },
  }
}

/** The name of an image's class, as its models know it; undefined where none has measured it. */
function labelOf({ plan, records }: StatisticsRun, index: number): string | undefined {
  for (const { modelId, found } of records) {
    const place = found.indices.indexOf(index)
    const model = plan.models.find(({ id }) => id === modelId)
    if (place >= 0) return model?.classes[found.labels[place] as number]
  }
  return undefined
}
