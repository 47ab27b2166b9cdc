/**
 * @file Files that a person drops, pastes or chooses are opened according to their content, or the page says at its top
 * what they are and what it opens. If nothing is opened, everything stays unchanged.
 */
import { CallCancelled } from '../../client/engineClient'
import type { ModelReader } from '../../client/modelReader'
import { countOf } from '../../countOf'
import type { ModelOrigin } from '../../engine/checkpoints/found/types'
import { UnknownFamily } from '../../engine/checkpoints/found/unknownFamily'
import type { JobControl } from '../../engine/jobControl'
import { MAX_FILES } from '../../images/datasets/limits'
import type { DataFile, OpenedSource } from '../../images/datasets/types'
import { nextTask } from '../../nextTask'
import type { AppStore } from '../../store/appStore'
import type { OpenDataSet } from '../../store/data/dataSource'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import type { AppState, FileNotice } from '../../store/types'
import type { EvaluationActions } from '../evaluation/evaluationActions'
import type { OpeningActions } from '../models/openingActions'
import { openPlanFiles, type PlanOpeners, plansAmong } from '../plans/openPlanFiles'
import type { TrainingActions } from '../training/trainingActions'
import type { FileWaits } from './fileWaits'
import { type Place, placeOf } from './place'
import { restorePage } from './restorePage'
import { type Given, type KnownFile, sortFiles } from './sortFiles'
import { ignoredWords, isOneFolder, nameOf, quotedName, refusalOf } from './words'

type Openers = Pick<EvaluationActions, 'openDataSet'> &
  Pick<TrainingActions, 'openOwnModel' | 'openTrainingData'> &
  Pick<OpeningActions, 'openCheckData'> & {
    readonly openImage: (file: Blob, name: string) => Promise<void>
    readonly applyPageState: (state: unknown) => void
    readonly reader: Pick<ModelReader, 'isZippedModel'>
    readonly plans: PlanOpeners
    readonly waits: FileWaits
  }

interface SetPlaceParts {
  readonly opener: (open: Openers) => (source: OpenedSource) => Promise<boolean>
  readonly dataIn: (state: AppState) => OpenDataSet | undefined
}

/** The places that take a set of labelled images. */
const SET_PLACES = {
  evaluation: { opener: (open) => open.openDataSet, dataIn: ({ evaluation }) => evaluation.dataSet },
  training: { opener: (open) => open.openTrainingData, dataIn: ({ training }) => training.data },
  opening: { opener: (open) => open.openCheckData, dataIn: ({ opening }) => opening?.check.data },
} as const satisfies Partial<Record<Place, SetPlaceParts>>

type SetPlace = keyof typeof SET_PLACES

const isSetPlace = (place: Place): place is SetPlace => place in SET_PLACES

/**
 * Reports everything in the store, and throws nothing.
 *
 * @param origin where a model's files come from, if not from the person
 */
export async function openFiles(
  store: AppStore,
  open: Openers,
  files: readonly DataFile[],
  place: Place = placeOf(store.getState().view),
  origin?: ModelOrigin,
): Promise<void> {
  store.setState({ fileNotice: null, imageError: null })
  const [file] = files
  const restored = files.length === 1 && file !== undefined ? await restorePage(file, open) : null
  if (restored !== null) return store.setState({ fileNotice: restored })
  const fileNotice = await openSorted(store, open, files, place, origin).catch((error: Error) =>
    error instanceof CallCancelled ? null : { ...refused(error.message), ...recipeOf(error) },
  )
  if (fileNotice !== null) store.setState({ fileNotice })
}

async function openSorted(
  store: AppStore,
  open: Openers,
  files: readonly DataFile[],
  place: Place,
  origin: ModelOrigin | undefined,
): Promise<FileNotice | null> {
  if (files.length > MAX_FILES) {
    const [given, most] = [countOf(files.length, 'file'), countOf(MAX_FILES, 'file')]
    throw new Error(`There are ${given}, more than the ${most} that can be opened at once; choose fewer.`)
  }
  const plans = await plansAmong(files)
  if (plans.length > 0) return openPlanFiles(open.plans, plans)
  const given = await sortPatiently(open, files)
  if (given.sort === 'model') return openModel(store, open, given, origin)
  const dataSet = setIn(given, place)
  if (dataSet !== null && isSetPlace(place)) return openSet(store, open, dataSet, place)
  const [image, ...others] = place === 'compare' ? imagesFirst(given) : []
  if (image?.kind.is !== 'image') return refused(refusalOf(given, place))
  await open.openImage(image.file.blob, nameOf(image.file))
  const { imageError, image: shown } = store.getState()
  const isOpen = shown?.file === image.file.blob
  // The person cancelled it, or asked for another one meanwhile.
  if (!isOpen && imageError === null) return null
  if (isOpen) closeDialogs(store)
  return opened(ignoredWords(isOpen ? quotedName(image.file) : null, others, 'image'))
}

/** Throws CallCancelled if the person does not want to wait: a zip of a quarter of a million files takes a while. */
async function sortPatiently({ reader, waits }: Openers, files: readonly DataFile[]): Promise<Given> {
  const [file] = files
  const wait = waits.begin(file === undefined ? '' : nameOf(file))
  const isZippedModel = (zip: DataFile) => wait.follow(() => reader.isZippedModel(zip))
  const control: JobControl = {
    async checkpoint() {
      await nextTask()
      if (wait.isCancelled) throw new CallCancelled()
    },
  }
  const given = await sortFiles(files, { isZippedModel }, control).finally(() => wait.end())
  if (wait.isCancelled) throw new CallCancelled()
  return given
}

/** The dialogs would cover what was opened. */
const closeDialogs = (store: AppStore): void => store.setState({ dialog: null, cardId: null })

/** Loose images first, then everything beside them. */
function imagesFirst(given: Given): readonly KnownFile[] {
  if (given.sort !== 'images' && given.sort !== 'set') return []
  const is = given.sort === 'images' ? 'image' : 'set'
  const all: KnownFile[] = [...given.files.map((file) => ({ file, kind: { is } }) as const), ...given.others]
  return [...all.filter(({ kind }) => kind.is === 'image'), ...all.filter(({ kind }) => kind.is !== 'image')]
}

interface FilesAndOthers {
  readonly files: readonly DataFile[]
  readonly others: readonly KnownFile[]
}

/** The files that a view takes as a set of images, without loose images beside an archive. */
function setIn(given: Given, place: Place): FilesAndOthers | null {
  if (!isSetPlace(place)) return null
  if (given.sort === 'set') return { files: given.files, others: given.others }
  if (given.sort === 'images' && isOneFolder(given.files))
    return { files: [...given.files, ...given.others.map(({ file }) => file)], others: [] }
  return null
}

async function openSet(
  store: AppStore,
  open: Openers,
  { files, others }: FilesAndOthers,
  place: SetPlace,
): Promise<FileNotice | null> {
  const { opener, dataIn }: SetPlaceParts = SET_PLACES[place]
  const isOpen = await opener(open)({ files })
  const error = dataIn(store.getState())?.error ?? null
  if (isOpen) closeDialogs(store)
  if (isOpen) return opened(ignoredWords('The set', others, 'set'))
  return error === null ? null : refused(error)
}

async function openModel(
  store: AppStore,
  open: Openers,
  { files, others }: FilesAndOthers,
  origin: ModelOrigin | undefined,
): Promise<FileNotice | null> {
  const id = await open.openOwnModel(files, origin)
  const { models } = store.getState()
  const ignored = ignoredWords(`The model “${id}”`, others, 'model')
  if (ignored !== null || models.some((model) => model.id === id)) return opened(ignored)
  return opened(`“${id}” is open, without a column, as there are ${CHOICE_LIMITS.max} already.`)
}

const recipeOf = (error: Error) => (error instanceof UnknownFamily ? { recipe: error.recipe } : {})
const refused = (message: string): FileNotice => ({ kind: 'refused', message: message.replace(/([^.])$/, '$1.') })
const opened = (message: string | null): FileNotice | null => (message === null ? null : { kind: 'opened', message })
