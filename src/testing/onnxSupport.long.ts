/**
 * @file What of ONNX is read and how exactly it is computed: writes the tables of docs/onnx.md. npm run check:onnx;
 * FOLDER, made by models/training/make_onnx_goldens.py --all-exports (and --full-size), else the repository's goldens.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { replaceBetween, rewrite, table } from '../../tools/markdown.mjs'
import { countOf } from '../countOf'
import { fromBase64 } from '../engine/onnx/file/base64'
import { readModelProto } from '../engine/onnx/file/readModelProto'
import { OPERATOR_NAMES } from '../engine/onnx/graph/operatorNames'
import { prepareBackend } from './backends'
import { type ExportedGraph, type OnnxGolden, readOnnxGolden } from './onnxFiles'
import { type OnnxErrors, onnxErrors, TOLERANCES } from './onnxGoldens'

const FOLDER = process.env.FOLDER ?? 'e2e/goldens/onnx'
const PAGE = 'docs/onnx.md'

interface Row {
  readonly name: string
  readonly golden: OnnxGolden
  readonly exported: ExportedGraph
  readonly nodes: number
  /** Of the opset's own: the exporter's version. */
  readonly producer: string
  readonly errors: OnnxErrors | string
}

/** Exporters fold the standardising of these models' filters in part, after which the filters are no parameters. */
const PARTLY_FOLDED = ['nfnet', 'resnetv2']

const hasParameters = ({ name, golden }: Pick<Row, 'name' | 'golden'>) =>
  !isFullSize(golden) && !PARTLY_FOLDED.includes(name)

const isFullSize = ({ side }: OnnxGolden) => side === 224

async function rowsOf(name: string): Promise<Row[]> {
  const read = async (path: string) => new Uint8Array(readFileSync(path)).buffer
  const golden = await readOnnxGolden(name, FOLDER, read)
  const rows: Row[] = []
  for (const exported of golden.graphs) {
    const { graph, producerName, producerVersion } = readModelProto(fromBase64(exported.graph))
    const errors = await onnxErrors(golden, exported, hasParameters({ name, golden })).catch(
      (error: Error) => error.message,
    )
    const producer = `${producerName} ${producerVersion}`
    rows.push({ name, golden, exported, nodes: graph?.node.length ?? 0, producer, errors })
    console.log(name, JSON.stringify(errors))
  }
  return rows
}

const said = (error: number) => error.toExponential(0)

function cellsOf({ name, golden, exported, nodes, errors }: Row): string[] {
  const measured =
    typeof errors === 'string'
      ? [errors, '', '']
      : [said(errors.logits), said(errors.gradient), hasParameters({ name, golden }) ? said(errors.parameters) : '']
  const by = exported.dynamo ? 'dynamo=True' : 'dynamo=False'
  const batch = exported.dynamic ? 'any' : '1'
  return [name, `${golden.side}`, by, `${exported.opset}`, batch, `${nodes}`, ...measured]
}

const HEADS = [
  'model',
  'side',
  'exporter',
  'opset',
  'batch',
  'nodes',
  'logits',
  'input gradient',
  'its norm, in parameters',
]

it('every exported model is computed as in PyTorch', async () => {
  await prepareBackend('wasm')
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.graphs'))
  const rows: Row[] = []
  for (const file of names) rows.push(...(await rowsOf(file.replace('.graphs', ''))))
  const producers = [...new Set(rows.map(({ producer }) => producer))].join(', ')
  const written = `${table(HEADS, rows.map(cellsOf))}\n\n${countOf(rows.length, 'export')}, by ${producers}.`
  const operators = OPERATOR_NAMES.map((name) => `\`${name}\``).join(', ')
  const place = { file: PAGE, writer: 'npm run check:onnx' }
  rewrite(PAGE, (page) => {
    const withOperators = replaceBetween(page, { ...place, what: 'operators' }, operators)
    return replaceBetween(withOperators, { ...place, what: 'models' }, written)
  })
  for (const { name, errors } of rows) {
    if (typeof errors === 'string') expect.fail(`${name}: ${errors}`)
    for (const [part, most] of Object.entries(TOLERANCES)) {
      expect(errors[part as keyof OnnxErrors], `${name}, ${part}`).toBeLessThanOrEqual(most)
    }
  }
})
