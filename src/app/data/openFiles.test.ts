/** @file Every kind of file in every place: opened by what can use it, or described without changing anything. */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytesOf, cifar10Record, dataFile, zipOf } from '../../images/datasets/testArchives'
import type { DataFile } from '../../images/datasets/types'
import { encodeSafetensors } from '../../testing/encodeSafetensors'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { type Answers, cannedAnswers, cannedManifest } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'
import type { Place } from './place'

const PNG = Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'), ...new Uint8Array(16))
const png = (path: string) => dataFile(path, PNG)
const text = (path: string, content = 'Words.') => dataFile(path, bytesOf(content))

const zip = (path: string, ...names: string[]) => {
  const packed = bytesOf('x')
  return dataFile(path, zipOf(names.map((name) => ({ name, packed, size: 1, crc32: crc32(packed) }))))
}

const manifest = JSON.stringify(cannedManifest('mine'))
const model = (folder = '') => [text(`${folder}manifest.json`, manifest), text(`${folder}weights.safetensors`)]
const modelZip = () => {
  const packed = bytesOf(manifest)
  return zipOf([
    { name: 'mine/manifest.json', packed, size: packed.length, crc32: crc32(packed) },
    { name: 'mine/weights.safetensors', packed, size: packed.length, crc32: crc32(packed) },
  ])
}

/** Weights that no architecture asks for. */
const UNKNOWN = new Uint8Array(
  encodeSafetensors(new Map([['stem.weight', { dtype: 'F32', shape: [2, 2], bytes: new Uint8Array(16) }]])),
)

const answers: Partial<Answers> = {
  async loadModel({ id }) {
    return { id, manifest: cannedManifest(id) }
  },
  openDataSet(source, control) {
    if ('files' in source && source.files.some(({ path }) => path.startsWith('broken'))) {
      throw new Error('"broken.zip" is not a whole zip; fetch or pack it again')
    }
    return cannedAnswers.openDataSet(source, control)
  },
}

async function createApp(): Promise<FakeApp> {
  const app = createFakeApp({ answers })
  await app.session.start()
  await app.untilIdle()
  app.showImage(0.5)
  await app.actions.openDataSet({ files: [png('old/cat/1.png')] })
  await app.actions.openTrainingData({ files: [png('old/cat/2.png')] })
  app.actions.setEvaluation({ images: 'gallery' })
  await app.untilIdle()
  return app
}

/** All that a person sets or has opened. */
function settingsOf(app: FakeApp) {
  const { view, models, zoo, image, label, attack, evaluation, training } = app.state()
  return {
    view,
    models: models.map(({ id }) => id),
    zoo: zoo.map(({ id }) => id),
    image: image?.name,
    label,
    attack,
    evaluation: { form: evaluation.form, source: evaluation.dataSet.source, summary: evaluation.dataSet.summary },
    training: { form: training.form, source: training.data.source, summary: training.data.summary },
  }
}

const PLACES: readonly Place[] = ['compare', 'evaluation', 'training', 'models']

/** What comes of it: at the place that is named, and elsewhere a refusal that says the words. */
type Sort = readonly [name: string, files: () => DataFile[], opens: 'image' | 'set' | 'model' | 'nothing', says: RegExp]

const SORTS: readonly Sort[] = [
  ['an image', () => [png('cat.png')], 'image', /"cat.png" is a single image.* Compare/],
  ['two images', () => [png('a.png'), png('b.png')], 'image', /The 2 files are images without class folders;/],
  [
    'an image and a table',
    () => [text('r.csv'), png('cat.png')],
    'image',
    /"cat.png" is a single image; "r.csv" is a text file, which this page does not open; /,
  ],
  [
    'two images and a text',
    () => [png('a.png'), text('a.txt'), png('b.png')],
    'image',
    /2 files are.*"a.txt" is a text/,
  ],
  ['a model of two files', () => model(), 'model', /^$/],
  ["a model's folder", () => [text('a/README.md'), ...model('a/')], 'model', /^$/],
  ["a model's zip", () => [dataFile('mine.zip', modelZip())], 'model', /^$/],
  [
    'a zip of images',
    () => [zip('pets.zip', 'cat/1.png')],
    'set',
    /"pets.zip" is (not a model|not a single image); .*Evaluate/,
  ],
  ['a folder of classes', () => [png('pets/cat/1.png'), png('pets/dog/1.png')], 'set', /"pets" is .*Evaluate/],
  ['a gzipped archive', () => [dataFile('cifar-10-binary.tar.gz', Uint8Array.of(0x1f, 0x8b, 8))], 'set', /Evaluate/],
  ['a batch of CIFAR-10', () => [dataFile('test_batch.bin', cifar10Record(1, 1))], 'set', /Evaluate/],
  [
    'a zip beside a text',
    () => [text('readme.txt'), zip('pets.zip', 'cat/1.png')],
    'set',
    /"pets.zip" is .*; "readme.txt" is a text file, .*Evaluate/,
  ],
  ['two zips', () => [zip('a.zip', 'cat/1.png'), zip('b.zip', 'cat/1.png')], 'set', /The 2 files are .*Evaluate/],
  ['a checkpoint that is broken', () => [zip('net.pt', 'net/data.pkl')], 'nothing', /pickle has an instruction 120/],
  [
    'what is only called one',
    () => [dataFile('net.pth', Uint8Array.of(0x80, 2))],
    'nothing',
    /not as torch.save writes/,
  ],
  [
    'a broken ONNX model',
    () => [dataFile('net.onnx', Uint8Array.of(8, 7, 18, 7))],
    'nothing',
    /not an ONNX model that can be read/,
  ],
  ['a Keras model', () => [zip('net.keras', 'metadata.json')], 'nothing', /is a Keras model/],
  ['an HDF5 file', () => [text('net.h5', '\x89HDF\r\n')], 'nothing', /is an HDF5 file/],
  ['a TFLite model', () => [text('net.tflite', '....TFL3')], 'nothing', /is a TensorFlow Lite model/],
  ['weights of no known family', () => [dataFile('a.safetensors', UNKNOWN)], 'nothing', /no family of models known/],
  ['weights that are broken', () => [text('model.safetensors')], 'nothing', /file is cut short/],
  ['some bytes', () => [dataFile('pytorch_model.bin', Uint8Array.of(1, 2, 3))], 'nothing', /not a kind of file/],
  [
    'an image of another format',
    () => [text('scan.tif', 'II*\0....')],
    'nothing',
    /TIFF.* (save it as PNG|choose a model)/,
  ],
  ['an archive of another kind', () => [text('pets.rar', 'Rar!\x1a\x07')], 'nothing', /is a RAR archive/],
  ['a video', () => [text('clip', '\x1a\x45')], 'nothing', /"clip" is not a kind of file/],
  ['a PDF', () => [text('paper.pdf', '%PDF-1.7')], 'nothing', /"paper.pdf" is a PDF/],
  ['a text', () => [text('notes.txt')], 'nothing', /is a text/],
  ['a table', () => [text('labels.csv', 'a,b')], 'nothing', /is a text file/],
  ['a Parquet file', () => [text('train.parquet', 'PAR1')], 'nothing', /is a Parquet/],
  ['results', () => [text('run.json', '{"plan":{}}')], 'nothing', /is a JSON file/],
  ['an empty file', () => [dataFile('empty.png')], 'nothing', /is an empty file/],
  ['nothing', () => [], 'nothing', /no file in what was chosen/],
  ['what a system left', () => [text('a/.DS_Store')], 'nothing', /no file in what was chosen/],
  [
    'a folder of texts',
    () => [text('a/1.txt'), text('a/2.txt')],
    'nothing',
    /"1.txt" and "2.txt" are each a text file, which/,
  ],
]

const isTaken = (place: Place, opens: Sort[2]): boolean =>
  opens === 'model' ||
  (opens === 'image' && place === 'compare') ||
  (opens === 'set' && (place === 'evaluation' || place === 'training'))

describe.each(SORTS)('%s', (_, files, opens, says) => {
  it.each(PLACES.filter((place) => !isTaken(place, opens)))(
    'is refused at "%s", and everything stays unchanged',
    async (place) => {
      const app = await createApp()
      const before = settingsOf(app)
      await app.actions.openFiles(files(), place)
      expect(settingsOf(app)).toEqual(before)
      const { fileNotice, imageError } = app.state()
      expect([fileNotice?.kind, imageError]).toEqual(['refused', null])
      expect(fileNotice?.message).toMatch(says)
      const last = fileNotice?.message.split('; ').at(-1) ?? ''
      expect(last).toMatch(/^(choose|open|save|load|fetch|export) .*(image|model|state_dict).*\.$/)
    },
  )

  it.each(PLACES.filter((place) => isTaken(place, opens)))('is opened at "%s"', async (place) => {
    const app = await createApp()
    const before = settingsOf(app)
    await app.actions.openFiles(files(), place)
    const after = settingsOf(app)
    expect(app.state().fileNotice?.kind ?? 'opened').toBe('opened')
    const opened = {
      image: () => expect(after.image).toMatch(/^(cat|a)\.png$/),
      model: () => expect([after.models.at(-1), after.training.form.modelId]).toEqual(['mine', 'mine']),
      set: () => {
        const [set, other] =
          place === 'evaluation' ? [after.evaluation, before.evaluation] : [after.training, before.training]
        expect(set.source).not.toEqual(other.source)
        expect(set.form).toMatchObject(place === 'evaluation' ? { images: 'files' } : { data: { from: 'files' } })
      },
      nothing: () => {},
    }
    opened[opens]()
  })
})

describe('given files', () => {
  const noticeOf = async (place: Place, ...files: DataFile[]) => {
    const app = await createApp()
    await app.actions.openFiles(files, place)
    return app.state().fileNotice
  }

  it('several images: one is opened, and the others are reported as ignored', async () => {
    const why = 'as only one image is shown at a time'
    expect(await noticeOf('compare', png('a.png'), png('b.png'))).toEqual({
      kind: 'opened',
      message: `"a.png" is open; "b.png" is ignored, ${why}.`,
    })
    expect((await noticeOf('compare', png('a.png'), png('b.png'), text('c.txt')))?.message).toBe(
      `"a.png" is open; "b.png" is ignored, ${why}; "c.txt" is a text file, which this page does not open.`,
    )
    const beside = await noticeOf('compare', zip('pets.zip', 'cat/1.png'), png('a.png'))
    expect(beside?.message).toBe(
      '"a.png" is open; "pets.zip" is ignored, as sets of images are opened in Evaluate, Statistics and Train.',
    )
  })

  it('several images, the first broken: the others are reported as ignored', async () => {
    const app = createFakeApp({
      answers: {
        decodeImage: () => {
          throw new Error('"a.png" ends early; choose another image.')
        },
      },
    })
    await app.session.start()
    await app.untilIdle()
    await app.actions.openFiles([png('a.png'), png('b.png')], 'compare')
    expect(app.state().imageError).toContain('ends early')
    expect(app.state().fileNotice?.message).toBe('"b.png" is ignored, as only one image is shown at a time.')
  })

  it('a data set or a model with an image: the image is reported as ignored', async () => {
    expect((await noticeOf('evaluation', zip('pets.zip', 'cat/1.png'), png('a.png')))?.message).toBe(
      'The set is open; "a.png" is ignored, as a set is opened alone.',
    )
    expect((await noticeOf('compare', png('a.png'), dataFile('mine.zip', modelZip())))?.message).toBe(
      'The model “mine” is open; "a.png" is ignored, as a model is opened alone.',
    )
  })

  it('several kinds: each ignored kind is explained', async () => {
    const others = [
      text('r.csv'),
      text('s.csv'),
      text('net.h5', '\x89HDF\r\n'),
      dataFile('x.bin', Uint8Array.of(1, 2)),
      text('u.txt'),
    ]
    const clauses =
      '"r.csv" and 2 more are each a text file, which this page does not open; "net.h5" is an HDF5 file, as Keras saves models, which this page does not open; "x.bin" is not a kind of file that this page opens'
    expect((await noticeOf('compare', ...others, png('a.png')))?.message).toBe(`"a.png" is open; ${clauses}.`)
    expect((await noticeOf('evaluation', zip('pets.zip', 'cat/1.png'), ...others))?.message).toBe(
      `The set is open; ${clauses}.`,
    )
    expect((await noticeOf('compare', ...others, dataFile('mine.zip', modelZip())))?.message).toBe(
      `The model “mine” is open; ${clauses}.`,
    )
    expect((await noticeOf('evaluation', png('a.png'), ...others))?.message).toContain(
      `"a.png" is a single image; ${clauses}; choose `,
    )
    expect((await noticeOf('compare', ...others))?.message).toContain(`${clauses}; choose `)
  })

  it.each<[Place, 'image' | 'set', () => DataFile]>([
    ['compare', 'image', () => png('a.png')],
    ['evaluation', 'set', () => zip('pets.zip', 'cat/1.png')],
    ['training', 'set', () => zip('pets.zip', 'cat/1.png')],
  ])('at "%s": dialogs close before an opened %s, but stay if it is refused', async (place, _, file) => {
    const app = await createApp()
    const open = { dialog: 'models', cardId: 'one' }
    app.store.setState(open)
    await app.actions.openFiles([text('a.txt')], place)
    expect(app.state()).toMatchObject(open)
    await app.actions.openFiles([file()], place)
    expect(app.state()).toMatchObject({ dialog: null, cardId: null })
  })

  it('open in the current view unless another place is named', async () => {
    const app = await createApp()
    app.actions.openView('evaluation')
    await app.actions.openFiles([zip('pets.zip', 'cat/1.png')])
    expect(app.state().evaluation.form.images).toBe('files')
    expect(app.state().fileNotice).toBeNull()
  })

  it.each(['evaluation', 'training'] as const)('as a broken set leaves the one that is open in "%s"', async (place) => {
    const app = await createApp()
    const before = settingsOf(app)
    await app.actions.openFiles([zip('broken.zip', 'cat/1.png')], place)
    expect(settingsOf(app)).toEqual(before)
    expectSentence(`T${app.state().fileNotice?.message ?? ''}`, '"broken.zip" is not a whole zip')
    expect(app.worker().calls('closeDataSet')).toEqual([])
    await app.actions.openFiles([zip('pets.zip', 'cat/1.png')], place)
    expect(app.worker().calls('closeDataSet')).toHaveLength(1)
  })

  it('that are one or two broken models are reported and not kept', async () => {
    const twice = [...model('a/'), ...model('b/')]
    expectSentence((await noticeOf('compare', ...twice))?.message ?? '', 'There are 2 models')
    expectSentence((await noticeOf('models', ...model().slice(0, 1)))?.message ?? '', 'no weights.safetensors')
  })

  it('are reported until dismissed, the view changes, or other files are given', async () => {
    const app = await createApp()
    const refuse = () => app.actions.openFiles([text('a.txt')])
    for (const then of [
      () => app.actions.dismissFileNotice(),
      () => app.actions.openView('evaluation'),
      () => app.actions.openFiles([png('a.png')], 'compare'),
    ]) {
      await refuse()
      expect(app.state().fileNotice).not.toBeNull()
      await then()
      expect(app.state().fileNotice).toBeNull()
    }
  })

  it('that cannot be read are reported', async () => {
    const blob = { size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) } as unknown as Blob
    const notice = await noticeOf('compare', { path: 'cat.png', blob })
    expect(notice?.message).toBe('“cat.png” could not be read, as it was moved or changed; choose it again.')
  })

  it('in any number are examined within limits', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => png(`all/${i}.png`))
    expect((await noticeOf('compare', ...many))?.message).toMatch(/"0.png" is open; "1.png" and 4,998 more are ignored/)
  })

  it('of more than a data set may have are refused before one is looked at', async () => {
    const app = await createApp()
    const unreadable = { path: '1.png', blob: null as unknown as Blob }
    await app.actions.openFiles(Array.from({ length: 250_001 }, () => unreadable))
    expectSentence(app.state().fileNotice?.message ?? '', '250,001 files', '250,000', 'choose fewer')
  })
})

it('of an unknown architecture are refused with code that exports them to ONNX', async () => {
  const app = await createApp()
  await app.actions.openFiles([dataFile('a.safetensors', UNKNOWN)])
  expect(app.state().fileNotice?.recipe?.join('\n')).toMatch(/model\.eval\(\)\ntorch\.onnx\.export\(model, /)
  await app.actions.openFiles([text('a.txt')])
  expect(app.state().fileNotice?.recipe).toBeUndefined()
})
