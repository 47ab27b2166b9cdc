/**
 * @file What the hub says about a model before anything of it is downloaded: its files with their sizes and hashes, and
 * its licence (https://huggingface.co/docs/hub/api, GET /api/models/{id} and /api/models/{id}/tree/{revision}).
 */

import { z } from 'zod'
import { parseBoundedJsonBytes } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import { type JobControl, UNCONTROLLED } from '../../../engine/jobControl'
import { PUBLIC_HUB, parseEndpoint } from '../../../images/datasets/hub/endpoint'
import { isHubId } from '../../../images/datasets/hub/hubId'
import { type Connection, loginPage, request } from '../../../images/datasets/hub/requests'
import { Refusal, sentenceOn } from '../../../images/refusal'
import { quoteName } from '../../../quote'
import { chooseWeights, configsFor } from './chooseWeights'
import { connectionOf, type HubOptions } from './connection'
import { MAX_LIST_BYTES, MAX_LIST_PAGES } from './limits'
import type { HubFile, HubModel } from './types'

const path = z.string().min(1).max(1000)
const bytes = z.number().int().nonnegative()
const HEX = /^[0-9a-f]+$/

const modelSchema = z.object({
  sha: z.string().regex(HEX).length(40),
  gated: z.union([z.boolean(), z.string()]).optional(),
  cardData: z.object({ license: z.unknown().optional() }).nullish(),
  tags: z.array(z.string()).optional(),
})

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path,
    oid: z.string().regex(HEX).length(40),
    size: bytes,
    lfs: z.object({ oid: z.string().regex(HEX).length(64), size: bytes }).optional(),
  }),
)

/** Throws Error with one sentence that names the model, JobCancelled when `control` says so. */
export async function lookUpModel(
  { id, endpoint }: { readonly id: string; readonly endpoint?: string | undefined },
  control: JobControl = UNCONTROLLED,
  options: HubOptions = {},
): Promise<HubModel> {
  const connection = connectionOf(options, () => control.checkpoint(0, 1))
  try {
    if (!isHubId(id)) throw new Refusal('is not the name of a model; choose one such as "timm/resnet18.a1_in1k"')
    const hub = parseEndpoint(endpoint ?? PUBLIC_HUB)
    const about = await ask(modelSchema, `${hub}/api/models/${id}`, connection)
    const files = await listFiles(`${hub}/api/models/${id}/tree/${about.value.sha}?recursive=true`, connection)
    const [first, ...others] = chooseWeights(files)
    if (first === undefined) {
      throw new Refusal('has no file of weights (.safetensors, .bin, .pt, .pth, .ckpt or .onnx); choose another')
    }
    return {
      id,
      revision: about.value.sha,
      licence: licenceOf(about.value),
      isGated: about.value.gated !== undefined && about.value.gated !== false,
      weights: [first, ...others],
      configs: configsFor(files),
      ...(endpoint !== undefined && { endpoint }),
    }
  } catch (error) {
    throw sentenceOn(`The model ${quoteName(id)}`, error)
  }
}

async function listFiles(first: string, connection: Connection): Promise<HubFile[]> {
  const files: HubFile[] = []
  let url: string | null = first
  for (let page = 0; url !== null; page++) {
    if (page === MAX_LIST_PAGES) throw new Refusal('has more files than are looked through; choose another')
    const { value, response }: Asked<typeof treeSchema> = await ask(treeSchema, url, connection)
    for (const { type, path, oid, size, lfs } of value) {
      if (type !== 'file') continue
      const hash = lfs ? ({ kind: 'sha256', hex: lfs.oid } as const) : ({ kind: 'git', hex: oid } as const)
      files.push({ path, bytes: lfs?.size ?? size, hash })
    }
    url = nextPage(response, first)
  }
  return files
}

/** The address of the header `Link: <…>; rel="next"`, on the same host only. */
function nextPage(response: Response, first: string): string | null {
  const [, next] = /<([^<>]+)>\s*;\s*rel="next"/.exec(response.headers.get('Link') ?? '') ?? []
  return next !== undefined && URL.canParse(next) && new URL(next).origin === new URL(first).origin ? next : null
}

interface Asked<Schema extends z.ZodType> {
  readonly value: z.infer<Schema>
  readonly response: Response
}

async function ask<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  connection: Connection,
): Promise<Asked<Schema>> {
  const { response, readBody } = await request(url, {}, connection)
  const value = parsedOrNull(schema, parseJson(await readBody(MAX_LIST_BYTES)))
  if (value !== null) return { value, response }
  throw new Refusal(loginPage(url))
}

function licenceOf({ cardData, tags }: z.infer<typeof modelSchema>): string | null {
  const tagged = tags?.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
  const named = typeof cardData?.license === 'string' ? cardData.license : tagged
  return named ? named.slice(0, 100) : null
}

function parseJson(body: Uint8Array): unknown {
  try {
    return parseBoundedJsonBytes(body)
  } catch {
    return null
  }
}
