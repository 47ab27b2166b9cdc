/** @file Two classes of one name, as ImageNet has two cranes: told apart in labels, folders, counts and files. */
import { describe, expect, it } from 'vitest'
import { manifestInFile, parseManifest } from '../../engine/checkpoints/manifest'
import { UNCONTROLLED } from '../../engine/jobControl'
import { ambiguityWords } from '../../images/datasets/ambiguousClasses'
import { DataSets } from '../../images/datasets/dataSets'
import { findColumns } from '../../images/datasets/hub/features'
import { matchClasses } from '../../images/datasets/matchClasses'
import { bytesOf, dataFile, fakeDecode } from '../../images/datasets/testArchives'
import { explainLabel, groupLabels } from '../../store/compare/labelChoice'
import { classProblem } from '../../store/evaluation/evaluationClasses'
import { createFakeApp } from '../../testing/fakeApp'
import { cannedAnswers } from '../../testing/fakeWorkers'
import { manifestOf } from '../../testing/manifests'
import { renderPage, textOf } from '../../testing/renderPage'
import { expectSentence, messageOf } from '../../testing/sentence'
import { readTrainingImages } from '../../worker/trainingImages'

const CLASSES = ['crane', 'cat', 'crane', 'dog']
const manifest = manifestOf({ name: 'Twice', classes: CLASSES })
const PNG = Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'))
const set = (...folders: string[]) => folders.map((name, i) => dataFile(`set/${name}/${i}.png`, PNG))

async function open(...folders: string[]) {
  const dataSets = new DataSets(fakeDecode)
  return { dataSets, summary: await dataSets.open({ files: set(...folders) }) }
}

describe('two classes with the same name', () => {
  it('get distinct names whenever the manifest is read', () => {
    expect(manifest.classes).toEqual(['crane #0', 'cat', 'crane #2', 'dog'])
    expect(parseManifest(JSON.stringify(manifest)).classes).toEqual(manifest.classes)
  })

  it('keep their original names in exported files', () => {
    expect(manifestInFile(manifest).classes).toEqual(CLASSES)
  })

  it('are given distinct names in a data set of the hub too', () => {
    const features = { image: { _type: 'Image' }, label: { _type: 'ClassLabel', names: CLASSES } }
    const { classes } = findColumns({
      key_value_metadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
      schema: [{ name: 'image' }, { name: 'label' }],
    } as Parameters<typeof findColumns>[0])
    expect(classes).toEqual(manifest.classes)
    expect([...matchClasses(classes, manifest.classes).toModel]).toEqual([0, 1, 2, 3])
  })

  it('are separate labels, and the bare name means neither', () => {
    expect(groupLabels([manifest])[0]?.names).toEqual(['crane #0', 'cat', 'crane #2', 'dog'])
    expect(explainLabel([manifest], 'crane #2')).toBeNull()
    expect(explainLabel([manifest], 'crane')).toBe(
      'Twice has 2 classes “crane”, so its own prediction is used until “crane #0” or “crane #2” is chosen.',
    )
  })

  it('are shown by distinct names wherever they are predicted', async () => {
    const app = createFakeApp({
      models: ['twice'],
      manifests: { twice: manifest },
      answers: {
        measure: async (input, control) => {
          const result = await cannedAnswers.measure(input, control)
          return 'loss' in result ? { ...result, logits: Float32Array.of(5, 0, 4, 0), label: 0 } : result
        },
      },
    })
    await app.session.start()
    app.showImage(0.5)
    await app.untilIdle()
    expect(app.results('twice').quantities.prediction.error).toBeNull()
    const text = textOf(renderPage(app.state(), app.actions))
    expect(text).toContain('crane #0')
    expect(text).toContain('crane #2')
    expect(text).not.toMatch(/crane(?! #\d)/)
  })

  it('do not match a folder of that name, which is left out', async () => {
    const { dataSets, summary } = await open('crane', 'cat')
    expect([...matchClasses(summary.classes, manifest.classes).toModel]).not.toContain(0)
    const { indices } = dataSets.subset({ ...summary, count: 9, seed: 1, split: null, classLists: [manifest.classes] })
    expect(indices.map((index) => dataSets.get(summary.id).nameOf(index))).toEqual(['set/cat/1.png'])
    const words = ambiguityWords(summary.classes, [manifest.classes])
    expectSentence(words ?? '', '“crane”', '“crane #0” or “crane #2”')
    expect(ambiguityWords(['cat', 'crane #0'], [manifest.classes, ['crane']])).toBeNull()
  })

  it('are neither evaluated nor trained on by the bare name', async () => {
    const { dataSets, summary } = await open('crane')
    const asked = { ...summary, count: 9, seed: 1, split: null, classLists: [manifest.classes] }
    expectSentence(await messageOf(() => dataSets.subset(asked)), '“crane #0” or “crane #2”')
    const data = { source: { files: [] }, summary, asked: null, progress: null, error: null }
    expectSentence(classProblem('files', data, [manifest]) ?? '', '“crane #0” or “crane #2”')
    const input = { dataSetId: summary.id, train: 1, heldOut: 1, seed: 1 }
    expectSentence(await messageOf(() => readTrainingImages(dataSets, manifest, input, UNCONTROLLED)), '“crane #0”')
  })

  it('match folders that contain their index', async () => {
    const { dataSets, summary } = await open('crane #0', 'crane #2', 'dog', 'cat')
    const { toModel, ambiguous } = matchClasses(summary.classes, manifest.classes)
    expect(summary.classes.map((name, i) => [name, toModel[i]])).toEqual([
      ['cat', 1],
      ['crane #0', 0],
      ['crane #2', 2],
      ['dog', 3],
    ])
    expect(ambiguous).toEqual([])
    const input = { dataSetId: summary.id, train: 2, heldOut: 2, seed: 1 }
    const { train, heldOut, shortage } = await readTrainingImages(dataSets, manifest, input, UNCONTROLLED)
    expect([...Array.from(train.labels), ...Array.from(heldOut.labels)].sort()).toEqual([0, 1, 2, 3])
    expect(shortage).toBeNull()
  })

  it('are reported as left out if only some images can be used', async () => {
    const { dataSets, summary } = await open('crane', 'crane #0', 'cat', 'dog')
    const input = { dataSetId: summary.id, train: 2, heldOut: 1, seed: 1 }
    const { shortage } = await readTrainingImages(dataSets, manifest, input, UNCONTROLLED)
    expect(shortage).toContain('“crane #0” or “crane #2”')
  })
})
